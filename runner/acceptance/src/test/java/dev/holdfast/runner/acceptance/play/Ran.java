package dev.holdfast.runner.acceptance.play;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a run of the command printed, and how it ended.
public record Ran(int status, String out, String err) {
  /// Both outputs.
  public String all() {
    return out + err;
  }

  /// The recap of a host: what is counted, without zeros.
  public Map<String, Integer> recap(String host) {
    String line =
        out.lines()
            .filter(each -> each.matches(host + "\\s+: ok=.*"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no recap of " + host + " in\n" + all()));
    var counts = new TreeMap<String, Integer>();
    for (String word : line.substring(line.indexOf(':') + 1).strip().split("\\s+")) {
      List<String> pair = Arrays.asList(word.split("="));
      int count = Integer.parseInt(pair.get(1));
      if (count > 0) {
        counts.put(pair.get(0), count);
      }
    }
    return counts;
  }

  /// The lines that tell the failure of a host.
  public String fatal(String host) {
    return String.join(
        "\n", out.lines().filter(line -> line.startsWith("fatal: [" + host + "]")).toList());
  }
}
