package dev.holdfast.language.jinja;

/// How a template is written: delimiters and whitespace, as `#jinja2:` headers and the arguments of
/// Ansible's `template` module set them.
///
/// @param escapeBackslashes take backslashes in texts inside `{{ }}` as they are: what Ansible does
///   with values of playbooks
public record Settings(
    String blockStart,
    String blockEnd,
    String variableStart,
    String variableEnd,
    String commentStart,
    String commentEnd,
    boolean trimBlocks,
    boolean lstripBlocks,
    boolean keepTrailingNewline,
    String newline,
    boolean escapeBackslashes) {

  /// Jinja2's own defaults.
  public static final Settings JINJA =
      new Settings("{%", "%}", "{{", "}}", "{#", "#}", false, false, false, "\n", false);

  /// What Ansible uses for values of playbooks.
  public static final Settings ANSIBLE = JINJA.withTrimBlocks(true).withEscapeBackslashes(true);

  public Settings withBlock(String start, String end) {
    return new Settings(
        start,
        end,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        escapeBackslashes);
  }

  public Settings withVariable(String start, String end) {
    return new Settings(
        blockStart,
        blockEnd,
        start,
        end,
        commentStart,
        commentEnd,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        escapeBackslashes);
  }

  public Settings withComment(String start, String end) {
    return new Settings(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        start,
        end,
        trimBlocks,
        lstripBlocks,
        keepTrailingNewline,
        newline,
        escapeBackslashes);
  }

  public Settings withTrimBlocks(boolean trim) {
    return whitespace(trim, lstripBlocks, keepTrailingNewline, newline, escapeBackslashes);
  }

  public Settings withLstripBlocks(boolean strip) {
    return whitespace(trimBlocks, strip, keepTrailingNewline, newline, escapeBackslashes);
  }

  public Settings withKeepTrailingNewline(boolean keep) {
    return whitespace(trimBlocks, lstripBlocks, keep, newline, escapeBackslashes);
  }

  public Settings withNewline(String sequence) {
    return whitespace(trimBlocks, lstripBlocks, keepTrailingNewline, sequence, escapeBackslashes);
  }

  public Settings withEscapeBackslashes(boolean escape) {
    return whitespace(trimBlocks, lstripBlocks, keepTrailingNewline, newline, escape);
  }

  private Settings whitespace(
      boolean trim, boolean strip, boolean keep, String sequence, boolean escape) {
    return new Settings(
        blockStart,
        blockEnd,
        variableStart,
        variableEnd,
        commentStart,
        commentEnd,
        trim,
        strip,
        keep,
        sequence,
        escape);
  }
}
