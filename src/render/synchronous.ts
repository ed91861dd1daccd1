// nunjucks without what it does for loaders that answer later. As it comes, it copies all variables for each include
// and hands every piece of text through a queue, 60 times on a page of a list. Our loader answers at once: an include
// sees the page's variables through a prototype, and pieces are put together as they come. Its frames are dictionaries,
// made for each loop and include; ours are objects of a few known shapes.
//
// It replaces methods of one environment and of its templates, of nunjucks 3.2.4, which is as it is for good.
import nunjucks from "nunjucks";

type Callback = (error: unknown, value?: unknown) => void;
type Variables = Record<string, unknown>;
type Root = (env: unknown, context: Context, frame: Frame, runtime: unknown, done: Callback) => void;
type Block = Root;

interface Frame {
  push(isolateWrites?: boolean): Frame;
  resolve(name: string, forWrite?: boolean): Frame | undefined;
  set(name: string, value: unknown, resolveUp?: boolean): void;
  variables: Variables;
  topLevel: boolean;
}
type FrameClass = new (parent?: Frame, isolateWrites?: boolean) => Frame;

/** What a compiled template is beyond its types. */
interface CompiledTemplate {
  path: string;
  blocks: Record<string, Block>;
  rootRenderFunc: Root;
  compile(): void;
  render(variables: Variables, frame?: Frame, done?: Callback): string | null;
  getExported(variables: Variables, frame: Frame, done: Callback): void;
}

const { runtime, lib } = nunjucks as unknown as {
  runtime: { Frame: FrameClass; SafeString: typeof nunjucks.runtime.SafeString };
  lib: {
    escape(text: string): string;
    _prettifyError(path: string, withInternals: boolean, error: unknown): Error;
  };
};

/** What a frame holds: without a prototype's names, as nunjucks has it, but no dictionary. V8 gives it a shape. */
class FrameVariables {
  [name: string]: unknown;
}
Object.setPrototypeOf(FrameVariables.prototype, null);
Reflect.deleteProperty(FrameVariables.prototype, "constructor");

/** Set for each turn of a loop: nunjucks splits them at the dot each time, most of what its frames take. */
const LOOP_NAMES: Record<string, string> = Object.assign(Object.create(null), {
  "loop.index": "index",
  "loop.index0": "index0",
  "loop.revindex": "revindex",
  "loop.revindex0": "revindex0",
  "loop.first": "first",
  "loop.last": "last",
  "loop.length": "length",
});

class QuickFrame extends runtime.Frame {
  constructor(parent?: Frame, isolateWrites?: boolean) {
    super(parent, isolateWrites);
    this.variables = new FrameVariables();
  }

  override push(isolateWrites?: boolean): Frame {
    return new QuickFrame(this, isolateWrites);
  }

  /** The only names with a dot that compiled templates set are those of a loop. */
  override set(name: string, value: unknown, resolveUp?: boolean): void {
    const ofLoop = LOOP_NAMES[name];
    if (ofLoop !== undefined) {
      this.variables.loop ??= {};
      (this.variables.loop as Variables)[ofLoop] = value;
    } else {
      const frame = resolveUp ? (this.resolve(name, true) ?? this) : this;
      frame.variables[name] = value;
    }
  }
}

/** What compiled templates call: `a.b`, a thousand times on a page, looked up once. */
const quickRuntime = Object.assign(Object.create(runtime as object), {
  memberLookup,
  suppressValue,
  Frame: QuickFrame,
}) as typeof runtime;

function memberLookup(owner: Record<string, unknown> | null | undefined, name: string): unknown {
  if (owner === undefined || owner === null) return undefined;
  const value = owner[name];
  return typeof value === "function" ? (...values: unknown[]) => value.apply(owner, values) : value;
}

/** What `{{ … }}` prints. Most texts hold nothing to escape, and to look for that is faster than to replace it. */
function suppressValue(value: unknown, autoescape: boolean): unknown {
  if (value === undefined || value === null) return "";
  if (!autoescape || value instanceof runtime.SafeString) return value;
  const text = String(value);
  return ESCAPED.test(text) ? lib.escape(text) : text;
}

const ESCAPED = /[&"'<>\\]/;

export function renderSynchronously(env: nunjucks.Environment): void {
  const getTemplate = env.getTemplate.bind(env) as (name: string, ...rest: unknown[]) => unknown;
  const known = new WeakSet<object>();
  const adapt = (template: unknown) => {
    if (typeof template !== "object" || template === null || known.has(template)) return template;
    known.add(template);
    return adaptTemplate(env, template as CompiledTemplate);
  };
  env.getTemplate = ((name: string, ...rest: unknown[]) => {
    const index = rest.findIndex((one) => typeof one === "function");
    if (index < 0) return adapt(getTemplate(name, ...rest));
    const done = rest[index] as Callback;
    rest[index] = (error: unknown, template: unknown) => done(error, adapt(template));
    return getTemplate(name, ...rest);
  }) as typeof env.getTemplate;
  Object.assign(env, { waterfall: inTurn });
}

/** Each task gets what the one before it had to say. An error has been told by then. */
function inTurn(tasks: ((...values: unknown[]) => void)[], done: () => void): void {
  let index = 0;
  const next = (error: unknown, ...values: unknown[]): void => {
    if (error) return;
    if (index === tasks.length) done();
    else tasks[index++]!(...values, next);
  };
  next(null);
}

function adaptTemplate(env: nunjucks.Environment, template: CompiledTemplate): CompiledTemplate {
  const getExported = template.getExported.bind(template);
  template.render = (variables, parent, done) => {
    template.compile();
    const context = new Context(env, variables, template.blocks);
    const frame = parent ? parent.push(true) : new QuickFrame();
    frame.topLevel = true;
    let result: string | null = null;
    template.rootRenderFunc(env, context, frame, quickRuntime, (cause, text) => {
      const error = cause ? lib._prettifyError(template.path, false, cause) : null;
      if (done) done(error, text);
      else if (error) throw error;
      else result = text as string;
    });
    return result;
  };
  // A macro's file copies the variables that it is given, and only those of the object itself.
  template.getExported = (variables, frame, done) =>
    typeof variables === "function"
      ? getExported(variables, frame, done)
      : getExported(allOf(variables), frame, done);
  return template;
}

function allOf(variables: Variables): Variables {
  const all: Variables = {};
  for (const name in variables) all[name] = variables[name];
  return all;
}

/** Variables, blocks and exports while one template is rendered: nunjucks' `Context`, which it keeps to itself. */
class Context {
  readonly blocks: Record<string, Block[]> = {};
  readonly exported: string[] = [];
  readonly env: { globals: Variables };
  ctx: Variables;
  private isShared = true;

  constructor(env: nunjucks.Environment, variables: Variables, blocks: Record<string, Block>) {
    this.env = env as unknown as { globals: Variables };
    this.ctx = variables;
    for (const name in blocks) this.addBlock(name, blocks[name] as Block);
  }

  lookup(name: string): unknown {
    const value = this.ctx[name];
    return value === undefined && !(name in this.ctx) ? this.env.globals[name] : value;
  }

  /** What an include sets is not seen by who included it. */
  setVariable(name: string, value: unknown): void {
    if (this.isShared) this.ctx = Object.create(this.ctx) as Variables;
    this.isShared = false;
    this.ctx[name] = value;
  }

  getVariables(): Variables {
    return this.ctx;
  }

  addBlock(name: string, block: Block): this {
    this.blocks[name] ??= [];
    this.blocks[name].push(block);
    return this;
  }

  getBlock(name: string): Block {
    const block = this.blocks[name]?.[0];
    if (block === undefined) throw new Error(`unknown block "${name}"`);
    return block;
  }

  getSuper(env: unknown, name: string, block: Block, frame: Frame, own: unknown, done: Callback): void {
    const blocks = this.blocks[name] ?? [];
    const parent = blocks[blocks.indexOf(block) + 1];
    if (!blocks.includes(block) || parent === undefined)
      throw new Error(`no super block available for "${name}"`);
    parent(env, this, frame, own, done);
  }

  addExport(name: string): void {
    this.exported.push(name);
  }

  getExported(): Variables {
    return Object.fromEntries(this.exported.map((name) => [name, this.ctx[name]]));
  }
}
