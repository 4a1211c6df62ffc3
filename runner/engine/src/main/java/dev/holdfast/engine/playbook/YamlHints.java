package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;

/// What people mostly got wrong in a line like this, in Ansible's words.
///
/// Source: `ansible/errors/yaml_strings.py` and `AnsibleError._get_extended_error`.
final class YamlHints {
  private static final String TAB =
      """
      There appears to be a tab character at the start of the line.

      YAML does not use tabs for formatting. Tabs should be replaced with spaces.

      For example:
          - name: update tooling
            vars:
              version: 1.2.3
      #    ^--- there is a tab there.

      Should be written as:
          - name: update tooling
            vars:
              version: 1.2.3
      # ^--- all spaces here.
      """;
  private static final String UNQUOTED =
      """
      We could be wrong, but this one looks like it might be an issue with
      missing quotes. Always quote template expression brackets when they
      start a value. For instance:

          with_items:
            - {{ foo }}

      Should be written as:

          with_items:
            - "{{ foo }}"
      """;
  private static final String SECOND_COLON =
      """
      This one looks easy to fix. There seems to be an extra unquoted colon in the line
      and this is confusing the parser. It was only expecting to find one free
      colon. The solution is just add some quotes around the colon, or quote the
      entire line after the first colon.

      For instance, if the original line was:

          copy: src=file.txt dest=/path/filename:with_colon.txt

      It can be written as:

          copy: src=file.txt dest='/path/filename:with_colon.txt'

      Or:

          copy: 'src=file.txt dest=/path/filename:with_colon.txt'
      """;
  private static final String HALF_QUOTED =
      """
      This one looks easy to fix. It seems that there is a value started
      with a quote, and the YAML parser is expecting to see the line ended
      with the same kind of quote. For instance:

          when: "ok" in result.stdout

      Could be written as:

         when: '"ok" in result.stdout'

      Or equivalently:

         when: "'ok' in result.stdout"
      """;
  private static final String UNBALANCED =
      """
      We could be wrong, but this one looks like it might be an issue with
      unbalanced quotes. If starting a value with a quote, make sure the
      line ends with the same set of quotes. For instance this arbitrary
      example:

          foo: "bad" "wolf"

      Could be written as:

          foo: '"bad" "wolf"'
      """;

  private YamlHints() {}

  static String of(String line, Position at) {
    return (line.contains("\t") ? TAB : "") + quoting(line, at.column());
  }

  private static String quoting(String line, int column) {
    boolean template = line.contains("{{") && line.contains("}}");
    if (template && (!line.contains("\"{{") || !line.contains("'{{"))) {
      return UNQUOTED;
    }
    if (line.length() > 1
        && line.length() > column
        && line.charAt(column) == ':'
        && count(line, ':') > 1) {
      return SECOND_COLON;
    }
    return quotes(line);
  }

  private static String quotes(String line) {
    String[] parts = line.split(":", -1);
    if (parts.length < 2) {
      return "";
    }
    String middle = parts[1].strip();
    boolean half =
        (middle.startsWith("'") && !middle.endsWith("'"))
            || (middle.startsWith("\"") && !middle.endsWith("\""));
    boolean quoted =
        !middle.isEmpty()
            && isQuote(middle.charAt(0))
            && isQuote(middle.charAt(middle.length() - 1));
    boolean unbalanced = (quoted && count(line, '\'') > 2) || count(line, '"') > 2;
    return (half ? HALF_QUOTED : "") + (unbalanced ? UNBALANCED : "");
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static long count(String line, char c) {
    return line.chars().filter(each -> each == c).count();
  }
}
