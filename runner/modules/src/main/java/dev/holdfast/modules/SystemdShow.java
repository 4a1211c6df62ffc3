package dev.holdfast.modules;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads what `systemctl show` prints. Values of `Exec…` in braces may go over several lines.
final class SystemdShow {
  private SystemdShow() {}

  static Map<String, Value> parse(String text) {
    Map<String, Value> status = new LinkedHashMap<>();
    String key = "";
    StringBuilder open = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (!key.isEmpty()) {
        open.append('\n').append(line);
        if (line.stripTrailing().endsWith("}")) {
          status.put(key, Str.unsafe(open.toString().strip()));
          key = "";
        }
        continue;
      }
      int sign = line.indexOf('=');
      if (sign < 0) {
        continue;
      }
      String name = line.substring(0, sign);
      String value = line.substring(sign + 1);
      if (name.startsWith("Exec")
          && value.stripLeading().startsWith("{")
          && !value.stripTrailing().endsWith("}")) {
        key = name;
        open.setLength(0);
        open.append(value);
      } else {
        status.put(name, Str.unsafe(value.strip()));
      }
    }
    return status;
  }
}
