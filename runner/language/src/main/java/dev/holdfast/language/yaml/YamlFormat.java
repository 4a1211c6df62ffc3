package dev.holdfast.language.yaml;

import java.util.Optional;

/// How `yaml.dump` writes: the keyword arguments that Ansible's filters pass on.
///
/// @param flow `default_flow_style`: true for brackets, false for blocks, empty for brackets around
///   collections without collections
/// @param scalarStyle `default_style`: one of `'`, `"`, `|`, `>`, or empty
/// @param blockText whether texts of several lines are literal blocks where they can be
public record YamlFormat(
    int indent,
    int width,
    Optional<Boolean> flow,
    boolean sortKeys,
    boolean explicitStart,
    boolean explicitEnd,
    boolean allowUnicode,
    Optional<Character> scalarStyle,
    boolean blockText) {
  private static final int DEFAULT_INDENT = 2;
  private static final int DEFAULT_WIDTH = 80;

  /// The filter `to_yaml`.
  public static final YamlFormat PLAIN =
      new YamlFormat(
          DEFAULT_INDENT,
          DEFAULT_WIDTH,
          Optional.empty(),
          true,
          false,
          false,
          true,
          Optional.empty(),
          false);

  /// The filter `to_nice_yaml`.
  public static final YamlFormat NICE = PLAIN.withIndent(4).withFlow(Optional.of(false));

  public YamlFormat {
    if (indent < 2 || indent > 9) {
      indent = DEFAULT_INDENT;
    }
    if (width >= 0 && width <= indent * 2) {
      width = DEFAULT_WIDTH;
    } else if (width < 0) {
      width = Integer.MAX_VALUE;
    }
  }

  public YamlFormat withIndent(int spaces) {
    return new YamlFormat(
        spaces,
        width,
        flow,
        sortKeys,
        explicitStart,
        explicitEnd,
        allowUnicode,
        scalarStyle,
        blockText);
  }

  public YamlFormat withWidth(int columns) {
    return new YamlFormat(
        indent,
        columns,
        flow,
        sortKeys,
        explicitStart,
        explicitEnd,
        allowUnicode,
        scalarStyle,
        blockText);
  }

  public YamlFormat withFlow(Optional<Boolean> style) {
    return new YamlFormat(
        indent,
        width,
        style,
        sortKeys,
        explicitStart,
        explicitEnd,
        allowUnicode,
        scalarStyle,
        blockText);
  }

  public YamlFormat withSortKeys(boolean sort) {
    return new YamlFormat(
        indent,
        width,
        flow,
        sort,
        explicitStart,
        explicitEnd,
        allowUnicode,
        scalarStyle,
        blockText);
  }

  /// With or without `---` and `...`.
  public YamlFormat withMarks(boolean start, boolean end) {
    return new YamlFormat(
        indent, width, flow, sortKeys, start, end, allowUnicode, scalarStyle, blockText);
  }

  public YamlFormat withAllowUnicode(boolean allow) {
    return new YamlFormat(
        indent, width, flow, sortKeys, explicitStart, explicitEnd, allow, scalarStyle, blockText);
  }

  public YamlFormat withScalarStyle(char style) {
    return new YamlFormat(
        indent,
        width,
        flow,
        sortKeys,
        explicitStart,
        explicitEnd,
        allowUnicode,
        Optional.of(style),
        blockText);
  }

  public YamlFormat withBlockText(boolean block) {
    return new YamlFormat(
        indent,
        width,
        flow,
        sortKeys,
        explicitStart,
        explicitEnd,
        allowUnicode,
        scalarStyle,
        block);
  }
}
