# Builds each site of sites.txt and whole-sites.txt with Jekyll and keeps what it publishes beside them, as JSON. Needs
# Debian's packages jekyll and ruby-jekyll-feed, -sitemap, -redirect-from, -paginate, -paginate-v2, -seo-tag,
# -include-cache, -titles-from-headings, -relative-links, -optional-front-matter, -readme-index and -archives:
#
#   ruby tests/jekyll/record-sites.rb [sites|whole-sites]
require "jekyll"
require "json"
require "tmpdir"

ENV["TZ"] = "UTC"
Jekyll.logger.log_level = :error
(ARGV.empty? ? %w[sites whole-sites] : ARGV).each do |list|
  text = File.read(File.join(__dir__, "#{list}.txt"), encoding: "UTF-8")
  recorded = text.split(/^## /).drop(1).to_h do |part|
    name, *files = part.split(/^@@ /)
    pages = Dir.mktmpdir do |root|
      source = File.join(root, "source")
      FileUtils.mkdir_p(source)
      files.each do |file|
        path, _, content = file.partition("\n")
        content = content.gsub("\n", "\r\n") if name.start_with?("CRLF")
        target = File.join(source, path)
        FileUtils.mkdir_p(File.dirname(target))
        File.write(target, content)
      end
      out = File.join(root, "out")
      # A process for each: plugins that one site asks for stay.
      child = fork do
        Dir.chdir(source)
        options = { "source" => source, "destination" => out, "quiet" => true, "disable_disk_cache" => true }
        Jekyll::Site.new(Jekyll.configuration(options)).process
        exit!(0)
      end
      Process.wait(child)
      Dir.glob("**/*", File::FNM_DOTMATCH, base: out).select { |path| File.file?(File.join(out, path)) }.sort.to_h do |path|
        [path, File.read(File.join(out, path), encoding: "UTF-8")]
      end
    end
    [name.strip, pages]
  end
  File.write(File.join(__dir__, "#{list}.json"), JSON.pretty_generate(recorded).gsub(/\{\s+\}/, "{}") + "\n")
  puts "#{recorded.size} sites"
end
