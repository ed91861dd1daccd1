# Renders fragments.md with kramdown as Jekyll calls it, and posts put together from the fragments: recorded for
# tests/unit/jekyll/kramdown/. Needs Debian's packages jekyll and ruby-kramdown:
#
#   ruby tests/jekyll/record-kramdown.rb
require "jekyll"
require "json"

here = __dir__
Jekyll.logger.log_level = :error
config = Jekyll.configuration("source" => File.join(here, "none"), "quiet" => true)
converter = Jekyll::Converters::Markdown::KramdownParser.new(config)
fragments = File.read(File.join(here, "fragments.md"), encoding: "UTF-8").split(/^%%\n/)

# The same numbers on every machine: a linear congruential generator.
seed = 20_240_315
pick = lambda { |n| seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; (seed >> 8) % n }
posts = fragments.each_index.map { |index| [index] }
150.times { posts << Array.new(3 + pick.call(3)) { pick.call(fragments.size) } }

rows = posts.map do |parts|
  text = parts.map { |part| fragments[part] }.join("\n")
  JSON.generate([parts, converter.convert(text)])
end
File.write(File.join(here, "kramdown.jsonl"), rows.join("\n") + "\n")
puts "#{rows.size} posts"
