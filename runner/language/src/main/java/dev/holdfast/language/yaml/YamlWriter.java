package dev.holdfast.language.yaml;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Tag;

/// Python's `yaml.dump` as Ansible calls it: PyYAML's representation, libyaml's emitter, byte for
/// byte.
public final class YamlWriter {
  private static final int LONGEST_KEY = 128;

  private final YamlFormat format;
  private final YamlOutput out;
  private final IdentityHashMap<Value, String> anchors = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Boolean> seen = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Boolean> written = new IdentityHashMap<>();
  private int flowLevel;
  private boolean openEnded;

  private YamlWriter(YamlFormat format) {
    this.format = format;
    this.out = new YamlOutput(format);
  }

  /// The text of a value.
  public static String write(Value value, YamlFormat format) {
    return new YamlWriter(format).document(value);
  }

  private String document(Value root) {
    Value value = plain(root);
    anchor(value);
    if (format.explicitStart()) {
      out.newline();
      out.indicator("---", true);
    }
    node(value, false, false);
    out.newline();
    if (format.explicitEnd() || openEnded) {
      out.indicator("...", true);
      out.newline();
    }
    return out.text();
  }

  /// Containers that appear twice get an anchor, numbered in the order of their second appearance.
  private void anchor(Value value) {
    boolean shared = isCollection(value) || value instanceof Vaulted;
    if (!shared || (value instanceof TupleValue(var items) && items.isEmpty())) {
      return;
    }
    if (seen.put(value, true) != null) {
      anchors.computeIfAbsent(value, _ -> "id%03d".formatted(anchors.size() + 1));
      return;
    }
    switch (value) {
      case ListValue list -> list.items().forEach(item -> anchor(plain(item)));
      case TupleValue(var items) -> items.forEach(item -> anchor(plain(item)));
      case DictValue dict ->
          members(dict)
              .forEach(member -> {
                anchor(plain(member.getKey()));
                anchor(plain(member.getValue()));
              });
      default -> {
        // A leaf has no parts.
      }
    }
  }

  private void node(Value source, boolean mapping, boolean key) {
    Value value = plain(source);
    String anchor = anchors.get(value);
    if (anchor != null && written.put(value, true) != null) {
      out.indicator("*" + anchor, true);
      return;
    }
    if (anchor != null) {
      out.indicator("&" + anchor, true);
    }
    switch (value) {
      case ListValue list -> sequence(list.items(), mapping);
      case TupleValue(var items) -> sequence(items, mapping);
      case DictValue dict -> mapping(dict);
      default -> scalar(leaf(value), key);
    }
  }

  private void sequence(List<Value> items, boolean mapping) {
    int outer = out.indent();
    if (items.isEmpty() || flowLevel > 0 || isFlow(items)) {
      flow("[", "]", items, this::flowItem);
    } else {
      out.deeper(false, mapping && !out.atIndention());
      for (Value item : items) {
        out.newline();
        out.indicator("-", true, false, true);
        node(item, false, false);
      }
    }
    out.indent(outer);
  }

  private void flowItem(Value item) {
    node(item, false, false);
  }

  private void mapping(DictValue dict) {
    int outer = out.indent();
    List<Map.Entry<Value, Value>> members = members(dict);
    if (dict.isEmpty() || flowLevel > 0 || isFlow(leaves(members))) {
      flow("{", "}", members, this::flowMember);
    } else {
      out.deeper(false, false);
      members.forEach(this::blockMember);
    }
    out.indent(outer);
  }

  private interface Each<T> {
    void write(T item);
  }

  private <T> void flow(String start, String end, List<T> items, Each<T> each) {
    out.indicator(start, true, true, false);
    out.deeper(true, false);
    flowLevel++;
    boolean first = true;
    for (T item : items) {
      if (!first) {
        out.indicator(",", false);
      }
      if (out.beyondWidth()) {
        out.newline();
      }
      first = false;
      each.write(item);
    }
    flowLevel--;
    out.indicator(end, false);
  }

  private void flowMember(Map.Entry<Value, Value> member) {
    if (isSimpleKey(member.getKey())) {
      node(member.getKey(), true, true);
      out.indicator(":", false);
    } else {
      out.indicator("?", true);
      node(member.getKey(), true, false);
      if (out.beyondWidth()) {
        out.newline();
      }
      out.indicator(":", true);
    }
    node(member.getValue(), true, false);
  }

  private void blockMember(Map.Entry<Value, Value> member) {
    out.newline();
    if (isSimpleKey(member.getKey())) {
      node(member.getKey(), true, true);
      out.indicator(":", false);
    } else {
      out.indicator("?", true, false, true);
      node(member.getKey(), true, false);
      out.newline();
      out.indicator(":", true, false, true);
    }
    node(member.getValue(), true, false);
  }

  private boolean isSimpleKey(Value source) {
    Value value = plain(source);
    return switch (value) {
      case ListValue list -> list.items().isEmpty();
      case TupleValue(var items) -> items.isEmpty();
      case DictValue dict -> dict.isEmpty();
      default -> {
        ScalarShape shape = ScalarShape.of(leaf(value).text(), format.allowUnicode());
        yield !shape.multiline() && shape.length() <= LONGEST_KEY;
      }
    };
  }

  /// A scalar before it is written: its text, its type, and the style it asks for.
  private record Leaf(String text, Tag tag, char style) {}

  private Leaf leaf(Value value) {
    char style = format.scalarStyle().orElse(' ');
    return switch (value) {
      case None _ -> new Leaf("null", Tag.NULL, style);
      case Bool bool -> new Leaf(bool.value() ? "true" : "false", Tag.BOOL, style);
      case Int(var number) -> new Leaf(number.toString(), Tag.INT, style);
      case Real(double number) -> new Leaf(real(number), Tag.FLOAT, style);
      case Str str -> new Leaf(str.text(), Tag.STR, isBlock(str.text()) ? '|' : style);
      case Vaulted(String envelope) -> new Leaf(envelope, new Tag("!vault"), '|');
      case Undefined undefined -> throw new UndefinedError(undefined);
      case ListValue _, TupleValue _, DictValue _, ObjectValue _, Callable _ ->
          throw new PythonError(
              "RepresenterError", "('cannot represent an object', " + Text.repr(value) + ")");
    };
  }

  private boolean isBlock(String text) {
    return format.blockText()
        && text.chars()
            .anyMatch(at -> at == '\n' || at == '\u0085' || at == '\u2028' || at == '\u2029');
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    String text = Text.repr(new Real(number)).toLowerCase(Locale.ROOT);
    return text.contains(".") ? text : text.replace("e", ".0e");
  }

  private void scalar(Leaf leaf, boolean key) {
    ScalarShape shape = ScalarShape.of(leaf.text(), format.allowUnicode());
    boolean plainImplicit = ImplicitTags.plain(leaf.text()).equals(leaf.tag());
    boolean quotedImplicit = leaf.tag().equals(Tag.STR);
    boolean tagged = !plainImplicit && !quotedImplicit;
    char style = style(leaf, shape, key, tagged, plainImplicit);
    if (tagged) {
      out.indicator(leaf.tag().getValue(), true);
    } else if (style != ' ' && !quotedImplicit) {
      out.indicator("!", true);
    }
    int outer = out.indent();
    out.deeper(true, false);
    switch (style) {
      case ' ' -> out.plain(leaf.text(), !key);
      case '\'' -> out.single(leaf.text(), !key);
      case '|' -> out.literal(leaf.text());
      case '"' -> out.doubleQuoted(leaf.text(), !key);
      default -> throw PythonError.valueError("scalar style '" + style + "' is not offered");
    }
    openEnded = style == '|' && leaf.text().endsWith("\n\n");
    out.indent(outer);
  }

  private char style(Leaf leaf, ScalarShape shape, boolean key, boolean tagged, boolean implicit) {
    char style = key && shape.multiline() ? '"' : leaf.style();
    if (style == ' ') {
      boolean allowed = flowLevel > 0 ? shape.flowPlain() : shape.blockPlain();
      boolean hidden = leaf.text().isEmpty() && (flowLevel > 0 || key);
      if (!allowed || hidden || (!tagged && !implicit)) {
        style = '\'';
      }
    }
    if (style == '\'' && !shape.single()) {
      return '"';
    }
    boolean block = style == '|' || style == '>';
    return block && (!shape.block() || flowLevel > 0 || key) ? '"' : style;
  }

  private boolean isFlow(List<Value> parts) {
    return format.flow().orElseGet(() -> parts.stream().allMatch(this::isPlainLeaf));
  }

  private boolean isPlainLeaf(Value part) {
    Value value = plain(part);
    return !isCollection(value) && leaf(value).style() == ' ';
  }

  private static List<Value> leaves(List<Map.Entry<Value, Value>> members) {
    List<Value> leaves = new ArrayList<>();
    for (Map.Entry<Value, Value> member : members) {
      leaves.add(member.getKey());
      leaves.add(member.getValue());
    }
    return leaves;
  }

  private List<Map.Entry<Value, Value>> members(DictValue dict) {
    List<Map.Entry<Value, Value>> members = new ArrayList<>(dict.entries().entrySet());
    if (!format.sortKeys()) {
      return members;
    }
    try {
      List<Map.Entry<Value, Value>> sorted = new ArrayList<>(members);
      sorted.sort((a, b) -> Comparison.order("<", a.getKey(), b.getKey()));
      return sorted;
    } catch (PythonError mixed) {
      return members;
    }
  }

  private static boolean isCollection(Value value) {
    return value instanceof ListValue || value instanceof TupleValue || value instanceof DictValue;
  }

  private static Value plain(Value value) {
    return switch (value) {
      case Locked locked -> new Vaulted(locked.envelope());
      case ObjectValue object -> object.materialize();
      default -> value;
    };
  }
}
