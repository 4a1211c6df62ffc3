package dev.holdfast.runner.acceptance.conformance;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Makes the same what differs from run to run and from machine to machine.
final class Normal {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern STARS = Pattern.compile("\\*{3,}");
  private static final Pattern RECAP = Pattern.compile("^\\S+\\s+: ok=");

  /// What is replaced in each line, in this order.
  private static final List<Noise> NOISE =
      List.of(
          new Noise("\"msg\": \"Failed to connect[^\"]*\"", "\"msg\": \"{connect error}\""),
          new Noise("ansible-tmp-[0-9.-]+", "ansible-tmp"),
          new Noise(
              "\"(delta|start|end|atime|ctime|mtime|ansible_job_id|results_file)\":"
                  + " \"?[^\",}]*\"?",
              "\"$1\": \"{noise}\""),
          new Noise("\\\\n\\\\nThe error appears to be in (?:[^\"\\\\]|\\\\.)*", "{location}"),
          new Noise("jid=j?[0-9.]+", "jid={noise}"),
          new Noise("\"(jid|_async_dir)\": \"[^\"]*\"", "\"$1\": \"{noise}\""),
          new Noise("\\{dir\\}/\\.work/ansible-tmp\\S*", "{tmp}"));

  private record Noise(Pattern pattern, String replacement) {
    Noise(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  private Normal() {}

  /// @param folder the folder that the command ran in
  static String of(String output, Path folder) {
    String text = COLOUR.matcher(output).replaceAll("").replace(folder.toString(), "{dir}");
    text = STARS.matcher(text).replaceAll("***");
    StringBuilder all = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      all.append(line(line.stripTrailing())).append('\n');
    }
    return strip(all.toString()) + "\n";
  }

  private static String line(String given) {
    String line = RECAP.matcher(given).find() ? given.replaceAll(" +", " ") : given;
    for (Noise noise : NOISE) {
      line = noise.pattern().matcher(line).replaceAll(noise.replacement());
    }
    return line;
  }

  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == '\n') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == '\n') {
      to--;
    }
    return text.substring(from, to);
  }
}
