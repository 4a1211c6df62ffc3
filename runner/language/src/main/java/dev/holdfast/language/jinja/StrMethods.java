package dev.holdfast.language.jinja;

import static java.util.Map.entry;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.BraceFormat;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Items;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.SecurityError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The methods of Python's `str`.
final class StrMethods {
  private StrMethods() {}

  private static String text(Value self) {
    return ((Str) self).text();
  }

  /// Text made from a text: as unsafe as that was.
  private static Str made(Value self, String text) {
    return new Str(text, ((Str) self).unsafe(), false);
  }

  private static Method change(UnaryOperator<String> change) {
    return (self, args) -> {
      args.require(0, 0);
      return made(self, change.apply(text(self)));
    };
  }

  private static Method strip(boolean left, boolean right) {
    return (self, args) -> {
      Optional<Value> wanted = args.require(0, 1).optional(0, "chars");
      IntPredicate cut = Strip::isSpace;
      if (wanted.isPresent()) {
        if (!(wanted.get() instanceof Str chars)) {
          throw PythonError.typeError(args.method() + " arg must be None or str");
        }
        cut = point -> chars.text().indexOf(point) >= 0;
      }
      String text = text(self);
      text = left ? Strip.left(text, cut) : text;
      return made(self, right ? Strip.right(text, cut) : text);
    };
  }

  private static Method affix(boolean start) {
    return (self, args) -> {
      args.require(1, 3);
      Window window = Window.of(text(self), args);
      BiPredicate<String, String> holds = start ? String::startsWith : String::endsWith;
      List<Value> candidates =
          args.at(0) instanceof TupleValue(List<Value> items) ? items : List.of(args.at(0));
      for (Value candidate : candidates) {
        if (!(candidate instanceof Str wanted)) {
          throw PythonError.typeError(
              args.method()
                  + " first arg must be str or a tuple of str, not "
                  + Types.name(candidate));
        }
        if (window.valid() && holds.test(window.part(), wanted.text())) {
          return Bool.TRUE;
        }
      }
      return Bool.FALSE;
    };
  }

  /// The part of a text between optional bounds, as `find` and `startswith` take them.
  private record Window(String text, int start, int end) {
    static Window of(String text, MethodArguments args) {
      int length = text.length();
      int start = bound(args.optional(1, ""), 0, length);
      int end = bound(args.optional(2, ""), length, length);
      return new Window(text, start, Math.min(end, length));
    }

    private static int bound(Optional<Value> value, int missing, int length) {
      int index = value.map(Numbers::index).orElse(missing);
      return index < 0 ? Math.max(0, index + length) : index;
    }

    boolean valid() {
      return start <= text.length() && start <= end;
    }

    String part() {
      return valid() ? text.substring(start, end) : "";
    }

    int find(String wanted, boolean last) {
      if (!valid()) {
        return -1;
      }
      int found = last ? part().lastIndexOf(wanted) : part().indexOf(wanted);
      return found < 0 ? -1 : found + start;
    }
  }

  private static Method find(boolean last, boolean required) {
    return (self, args) -> {
      args.require(1, 3);
      String text = text(self);
      int found = Window.of(text, args).find(args.text(0), last);
      if (found < 0 && required) {
        throw PythonError.valueError("substring not found");
      }
      return Int.of(found < 0 ? -1 : text.codePointCount(0, found));
    };
  }

  private static Value count(Value self, MethodArguments args) {
    String part = Window.of(text(self), args.require(1, 3)).part();
    String wanted = args.text(0);
    if (wanted.isEmpty()) {
      return Int.of(part.length() + 1L);
    }
    int count = 0;
    for (int at = part.indexOf(wanted); at >= 0; at = part.indexOf(wanted, at + wanted.length())) {
      count++;
    }
    return Int.of(count);
  }

  private static Value replace(Value self, MethodArguments args) {
    args.require(2, 3);
    String text = text(self);
    String from = args.text(0);
    String to = args.text(1);
    int most = args.number(2, "", -1);
    if (most < 0) {
      return made(self, text.replace(from, to));
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int i = 0; i < most; i++) {
      int found = text.indexOf(from, from.isEmpty() ? Math.min(i, text.length() + 1) : at);
      if (found < 0) {
        break;
      }
      out.append(text, at, found).append(to);
      at = found + from.length();
      if (from.isEmpty() && found == text.length()) {
        break;
      }
    }
    return made(self, out.append(text.substring(Math.min(at, text.length()))).toString());
  }

  private static Value join(Value self, MethodArguments args) {
    args.require(1, 1);
    List<Value> items =
        Sequences.tryIterate(args.at(0))
            .orElseThrow(() -> PythonError.typeError("can only join an iterable"));
    List<String> texts = new ArrayList<>();
    for (Value item : items) {
      if (!(item instanceof Str str)) {
        throw PythonError.typeError(
            "sequence item %d: expected str instance, %s found"
                .formatted(texts.size(), Types.name(item)));
      }
      texts.add(str.text());
    }
    return made(self, String.join(text(self), texts));
  }

  private static Method justify(int leftShare) {
    return (self, args) -> {
      args.require(1, 2);
      String text = text(self);
      String fill = args.count() > 1 ? args.text(1) : " ";
      if (fill.codePointCount(0, fill.length()) != 1) {
        throw PythonError.typeError("The fill character must be exactly one character long");
      }
      int width = Numbers.index(args.at(0));
      int missing = Math.max(0, width - text.codePointCount(0, text.length()));
      // Python puts the odd one of a centred text on the left if the width is odd.
      int left = leftShare == 1 ? missing / 2 + (missing & width & 1) : missing * leftShare / 2;
      return made(self, fill.repeat(left) + text + fill.repeat(missing - left));
    };
  }

  private static Value zfill(Value self, MethodArguments args) {
    args.require(1, 1);
    String text = text(self);
    int missing = Math.max(0, Numbers.index(args.at(0)) - text.codePointCount(0, text.length()));
    boolean sign = text.startsWith("-") || text.startsWith("+");
    int at = sign ? 1 : 0;
    return made(self, text.substring(0, at) + "0".repeat(missing) + text.substring(at));
  }

  private static Method partition(boolean last) {
    return (self, args) -> {
      args.require(1, 1);
      String text = text(self);
      String separator = args.text(0);
      if (separator.isEmpty()) {
        throw PythonError.valueError("empty separator");
      }
      int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
      Str whole = made(self, text);
      if (at < 0) {
        return last
            ? TupleValue.of(Str.EMPTY, Str.EMPTY, whole)
            : TupleValue.of(whole, Str.EMPTY, Str.EMPTY);
      }
      return TupleValue.of(
          made(self, text.substring(0, at)),
          made(self, separator),
          made(self, text.substring(at + separator.length())));
    };
  }

  private static Value removePrefix(Value self, MethodArguments args) {
    String prefix = args.require(1, 1).text(0);
    String text = text(self);
    return made(self, text.startsWith(prefix) ? text.substring(prefix.length()) : text);
  }

  private static Value removeSuffix(Value self, MethodArguments args) {
    String suffix = args.require(1, 1).text(0);
    String text = text(self);
    return made(
        self, text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
  }

  private static Value format(Value self, MethodArguments args) {
    return made(self, BraceFormat.format(text(self), args.all(), StrMethods::formatMember));
  }

  private static Value formatMember(Value value, String name) {
    if (name.startsWith("_")) {
      throw new SecurityError(
          "access to attribute '%s' of '%s' object is unsafe.".formatted(name, Types.name(value)));
    }
    return NumberMethods.attribute(value, name)
        .orElseThrow(() ->
            new PythonError(
                "AttributeError",
                "'%s' object has no attribute '%s'".formatted(Types.name(value), name)));
  }

  private static Value formatMap(Value self, MethodArguments args) {
    args.require(1, 1);
    if (!(args.at(0) instanceof DictValue dict)) {
      throw PythonError.typeError("format_map() takes a mapping");
    }
    Map<String, Value> named = new LinkedHashMap<>();
    dict.entries()
        .forEach((key, value) -> {
          if (key instanceof Str str) {
            named.put(str.text(), value);
          }
        });
    return made(
        self,
        BraceFormat.format(text(self), new Arguments(List.of(), named), StrMethods::formatMember));
  }

  private static Value expandTabs(Value self, MethodArguments args) {
    int size = args.require(0, 1, Set.of("tabsize")).number(0, "tabsize", 8);
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (int point : text(self).codePoints().toArray()) {
      if (point == '\t') {
        int spaces = size > 0 ? size - column % size : 0;
        out.repeat(' ', spaces);
        column += spaces;
      } else {
        out.appendCodePoint(point);
        column = point == '\n' || point == '\r' ? 0 : column + 1;
      }
    }
    return made(self, out.toString());
  }

  /// Bytes are text here: what Ansible's filters make of them anyway.
  private static Value encode(Value self, MethodArguments args) {
    args.require(0, 2, Set.of("encoding", "errors"));
    return self;
  }

  private static Value translate(Value self, MethodArguments args) {
    args.require(1, 1);
    StringBuilder out = new StringBuilder();
    text(self)
        .codePoints()
        .forEach(point -> {
          Optional<Value> to = Items.find(args.at(0), Int.of(point));
          switch (to.orElse(Str.of(Character.toString(point)))) {
            case Str str -> out.append(str.text());
            case Int number -> out.appendCodePoint(Numbers.index(number));
            case None _ -> {}
            default ->
                throw PythonError.typeError("character mapping must return integer, None or str");
          }
        });
    return made(self, out.toString());
  }

  private static Value makeTrans(Value self, MethodArguments args) {
    args.require(1, 3);
    DictValue table = new DictValue();
    if (args.count() == 1) {
      if (!(args.at(0) instanceof DictValue dict)) {
        throw PythonError.typeError("if you give only one argument to maketrans it must be a dict");
      }
      dict.entries()
          .forEach((key, value) ->
              table.put(key instanceof Str str ? Int.of(str.text().codePointAt(0)) : key, value));
      return table;
    }
    int[] from = args.text(0).codePoints().toArray();
    int[] to = args.text(1).codePoints().toArray();
    if (from.length != to.length) {
      throw PythonError.valueError("the first two maketrans arguments must have equal length");
    }
    for (int i = 0; i < from.length; i++) {
      table.put(Int.of(from[i]), Int.of(to[i]));
    }
    if (args.count() > 2) {
      args.text(2).codePoints().forEach(point -> table.put(Int.of(point), None.NONE));
    }
    return table;
  }

  private static Method is(Predicate<String> predicate) {
    return (self, args) -> {
      args.require(0, 0);
      return Bool.of(predicate.test(text(self)));
    };
  }

  static final Map<String, Method> ALL =
      Map.ofEntries(
          entry("capitalize", change(TextCase::capitalize)),
          entry("casefold", change(TextCase::fold)),
          entry("center", justify(1)),
          entry("count", StrMethods::count),
          entry("encode", StrMethods::encode),
          entry("endswith", affix(false)),
          entry("expandtabs", StrMethods::expandTabs),
          entry("find", find(false, false)),
          entry("format", StrMethods::format),
          entry("format_map", StrMethods::formatMap),
          entry("index", find(false, true)),
          entry("isalnum", is(TextCase::isAlphanumeric)),
          entry("isalpha", is(TextCase::isAlphabetic)),
          entry("isascii", is(text -> text.chars().allMatch(c -> c < 0x80))),
          entry("isdecimal", is(TextCase::isDecimal)),
          entry("isdigit", is(TextCase::isDigit)),
          entry("isidentifier", is(Identifiers::isIdentifier)),
          entry("islower", is(TextCase::isLower)),
          entry("isnumeric", is(TextCase::isNumeric)),
          entry("isprintable", is(TextCase::isPrintable)),
          entry("isspace", is(TextCase::isSpace)),
          entry("istitle", is(TextCase::isTitle)),
          entry("isupper", is(TextCase::isUpper)),
          entry("join", StrMethods::join),
          entry("ljust", justify(0)),
          entry("lower", change(TextCase::lower)),
          entry("lstrip", strip(true, false)),
          entry("maketrans", StrMethods::makeTrans),
          entry("partition", partition(false)),
          entry("removeprefix", StrMethods::removePrefix),
          entry("removesuffix", StrMethods::removeSuffix),
          entry("replace", StrMethods::replace),
          entry("rfind", find(true, false)),
          entry("rindex", find(true, true)),
          entry("rjust", justify(2)),
          entry("rpartition", partition(true)),
          entry("rsplit", TextSplit::last),
          entry("rstrip", strip(false, true)),
          entry("split", TextSplit::first),
          entry("splitlines", TextSplit::lines),
          entry("startswith", affix(true)),
          entry("strip", strip(true, true)),
          entry("swapcase", change(TextCase::swap)),
          entry("title", change(TextCase::title)),
          entry("translate", StrMethods::translate),
          entry("upper", change(TextCase::upper)),
          entry("zfill", StrMethods::zfill));
}
