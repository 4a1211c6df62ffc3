package dev.holdfast.language.template;

import dev.holdfast.language.jinja.Settings;

/// How one value is templated.
///
/// @param failOnUndefined otherwise a text with something undefined stays as it is
/// @param convertData whether text that looks like a literal becomes one
/// @param preserveNewlines whether the newlines at the end of a text survive
/// @param lookups whether `lookup` and `query` may be used
/// @param locked whether encrypted values stay so until they are used
public record Options(
    Settings settings,
    boolean failOnUndefined,
    boolean convertData,
    boolean preserveNewlines,
    boolean lookups,
    boolean locked) {

  /// For values of playbooks and inventories.
  public static final Options VALUE = new Options(Settings.ANSIBLE, true, true, true, true, false);

  /// For template files: the result is text.
  public static final Options FILE =
      new Options(Settings.ANSIBLE.withEscapeBackslashes(false), true, false, true, true, false);

  public Options withSettings(Settings other) {
    return new Options(other, failOnUndefined, convertData, preserveNewlines, lookups, locked);
  }

  public Options withFailOnUndefined(boolean fail) {
    return new Options(settings, fail, convertData, preserveNewlines, lookups, locked);
  }

  public Options withConvertData(boolean convert) {
    return new Options(settings, failOnUndefined, convert, preserveNewlines, lookups, locked);
  }

  public Options withPreserveNewlines(boolean preserve) {
    return new Options(settings, failOnUndefined, convertData, preserve, lookups, locked);
  }

  public Options withLookups(boolean allowed) {
    return new Options(settings, failOnUndefined, convertData, preserveNewlines, allowed, locked);
  }

  public Options withLocked(boolean keep) {
    return new Options(settings, failOnUndefined, convertData, preserveNewlines, lookups, keep);
  }
}
