// The theme's templates as nunjucks compiles them, where that was done beforehand: `.bundle.mjs` fills this in. What
// runs from its sources compiles each template when it is first used, and so does a site with templates of its own.

/** By name and `shortHash` of the text. Calling it gives what a compiled template is made of. */
export const THEME_CODE: Readonly<Record<string, () => unknown>> = {};
