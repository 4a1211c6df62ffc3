package dev.holdfast.engine.vars;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;

/// The variable `ansible_version`: the version whose behaviour we report to have.
final class ReportedVersion {
  private ReportedVersion() {}

  static Value of(Settings settings) {
    String full = settings.text(Setting.REPORTED_ANSIBLE_VERSION);
    String[] parts = full.split("\\.", -1);
    DictValue version = new DictValue();
    version.put("string", Str.of(full));
    version.put("full", Str.of(full));
    version.put("major", number(parts, 0));
    version.put("minor", number(parts, 1));
    version.put("revision", number(parts, 2));
    return version;
  }

  private static Value number(String[] parts, int index) {
    String digits = index < parts.length ? parts[index].replaceFirst("\\D.*", "") : "";
    return Int.of(digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits));
  }
}
