package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Settings;

/// How one value is templated.
///
/// @param failOnUndefined otherwise a text with something undefined stays as it is
/// @param convertData whether text that looks like a literal becomes one
/// @param preserveNewlines whether the newlines at the end of a text survive
/// @param lookups whether `lookup` and `query` may be used
public record Options(
    Settings settings,
    boolean failOnUndefined,
    boolean convertData,
    boolean preserveNewlines,
    boolean lookups) {

  /// For values of playbooks and inventories.
  public static final Options VALUE = new Options(Settings.ANSIBLE, true, true, true, true);

  /// For template files: the result is text.
  public static final Options FILE =
      new Options(Settings.ANSIBLE.withEscapeBackslashes(false), true, false, true, true);

  public Options withSettings(Settings other) {
    return new Options(other, failOnUndefined, convertData, preserveNewlines, lookups);
  }

  public Options withFailOnUndefined(boolean fail) {
    return new Options(settings, fail, convertData, preserveNewlines, lookups);
  }

  public Options withConvertData(boolean convert) {
    return new Options(settings, failOnUndefined, convert, preserveNewlines, lookups);
  }

  public Options withPreserveNewlines(boolean preserve) {
    return new Options(settings, failOnUndefined, convertData, preserve, lookups);
  }

  public Options withLookups(boolean allowed) {
    return new Options(settings, failOnUndefined, convertData, preserveNewlines, allowed);
  }
}
