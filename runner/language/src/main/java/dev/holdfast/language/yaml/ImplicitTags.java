package dev.holdfast.language.yaml;

import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// Which type a plain scalar has in YAML 1.1 as PyYAML understands it (`yaml/resolver.py`).
///
/// `1e3`, `0o644` and `08` are text; `0644` is an octal number and `1:30` a sexagesimal one.
final class ImplicitTags extends Resolver {
  private record Form(Tag tag, String first, Pattern pattern) {}

  private static final List<Form> FORMS =
      List.of(
          form(
              Tag.BOOL,
              "yYnNtTfFoO",
              "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"),
          form(
              Tag.FLOAT,
              "-+0123456789.",
              "[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                  + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                  + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                  + "|[-+]?\\.(?:inf|Inf|INF)"
                  + "|\\.(?:nan|NaN|NAN)"),
          form(
              Tag.INT,
              "-+0123456789",
              "[-+]?0b[0-1_]+"
                  + "|[-+]?0[0-7_]+"
                  + "|[-+]?(?:0|[1-9][0-9_]*)"
                  + "|[-+]?0x[0-9a-fA-F_]+"
                  + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"),
          form(Tag.MERGE, "<", "<<"),
          form(Tag.NULL, "~nN", "~|null|Null|NULL"),
          form(
              Tag.TIMESTAMP,
              "0123456789",
              "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
                  + "|[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?"
                  + "(?:[Tt]|[ \\t]+)[0-9][0-9]?"
                  + ":[0-9][0-9]:[0-9][0-9](?:\\.[0-9]*)?"
                  + "(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?"),
          form(ScalarValues.VALUE, "=", "="));

  @Override
  protected void addImplicitResolvers() {
    // The forms above stand in for the library's own.
  }

  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    return switch (kind) {
      case scalar -> implicit ? plain(value) : Tag.STR;
      case sequence -> Tag.SEQ;
      case mapping -> Tag.MAP;
      case anchor -> Tag.STR;
    };
  }

  /// The type of a plain scalar.
  static Tag plain(String value) {
    if (value.isEmpty()) {
      return Tag.NULL;
    }
    for (Form form : FORMS) {
      if (form.first().indexOf(value.charAt(0)) >= 0 && form.pattern().matcher(value).matches()) {
        return form.tag();
      }
    }
    return Tag.STR;
  }

  private static Form form(Tag tag, String first, String pattern) {
    return new Form(tag, first, Pattern.compile(pattern));
  }
}
