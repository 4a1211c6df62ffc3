package dev.holdfast.language.json;

import java.util.Optional;

/// How `json.dumps` writes: its keyword arguments.
///
/// @param indent what one level of nesting is moved in by; without it all is one line
/// @param allowNan whether infinite numbers and NaN are written
public record JsonFormat(
    Optional<String> indent,
    boolean sortKeys,
    boolean ensureAscii,
    boolean allowNan,
    boolean skipKeys,
    String itemSeparator,
    String keySeparator) {
  /// The format of `json.dumps` without arguments.
  public static final JsonFormat PLAIN =
      new JsonFormat(Optional.empty(), false, true, true, false, ", ", ": ");

  /// `indent=n`: newlines, and no space behind commas.
  public JsonFormat withIndent(int spaces) {
    return withIndent(" ".repeat(Math.max(0, spaces)));
  }

  /// `indent='text'`.
  public JsonFormat withIndent(String text) {
    return new JsonFormat(
        Optional.of(text), sortKeys, ensureAscii, allowNan, skipKeys, ",", keySeparator);
  }

  public JsonFormat withSortKeys(boolean sort) {
    return new JsonFormat(
        indent, sort, ensureAscii, allowNan, skipKeys, itemSeparator, keySeparator);
  }

  public JsonFormat withEnsureAscii(boolean ascii) {
    return new JsonFormat(indent, sortKeys, ascii, allowNan, skipKeys, itemSeparator, keySeparator);
  }

  public JsonFormat withAllowNan(boolean allow) {
    return new JsonFormat(
        indent, sortKeys, ensureAscii, allow, skipKeys, itemSeparator, keySeparator);
  }

  public JsonFormat withSkipKeys(boolean skip) {
    return new JsonFormat(
        indent, sortKeys, ensureAscii, allowNan, skip, itemSeparator, keySeparator);
  }

  public JsonFormat withSeparators(String item, String key) {
    return new JsonFormat(indent, sortKeys, ensureAscii, allowNan, skipKeys, item, key);
  }
}
