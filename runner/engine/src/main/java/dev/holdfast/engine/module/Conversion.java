package dev.holdfast.engine.module;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types of arguments and how values become them, as `check_type_*` of ansible-core does it.
final class Conversion {
  private static final String BOOLEANS =
      "'0', 'off', '1', 0, 1, 'false', 'true', 'n', 'y', 'f', 't', 'no', 'yes', 'on'";
  private static final Pattern SIZE = Pattern.compile("^\\s*(\\d*\\.?\\d*)\\s*([A-Za-z]+)?");
  private static final String UNITS = "BKMGTPEZY";

  private final UnaryOperator<String> expand;

  Conversion(UnaryOperator<String> expand) {
    this.expand = expand;
  }

  /// A value cannot become the wanted type.
  static final class Impossible extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Impossible(String message) {
      super(message);
    }
  }

  Value convert(ArgumentType type, Value given) {
    Value value = given instanceof ObjectValue object ? object.materialize() : given;
    return switch (type) {
      case STR -> text(value);
      case LIST -> list(value);
      case DICT -> dict(value);
      case BOOL -> bool(value);
      case INT -> integer(value);
      case FLOAT -> real(value);
      case PATH -> Str.unsafe(expand.apply(Text.str(value)));
      case RAW -> value;
      case JSON, JSONARG -> json(value);
      case BYTES -> size(value, false);
      case BITS -> size(value, true);
    };
  }

  static String type(Value value) {
    return "<class '" + Types.name(value) + "'>";
  }

  static boolean contains(List<Value> choices, Value value) {
    return choices.stream().anyMatch(choice -> Comparison.equal(choice, value));
  }

  /// YAML reads `no` as false; where exactly one choice is such a word, it was meant.
  static Optional<Value> meant(List<Value> choices, Value value) {
    String text = Text.str(value);
    Set<String> words =
        switch (text) {
          case "True" -> YesNo.words(true);
          case "False" -> YesNo.words(false);
          default -> Set.of();
        };
    List<Value> meant =
        choices.stream()
            .filter(choice -> words.contains(Text.str(choice).toLowerCase(Locale.ROOT)))
            .toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  /// Defaults that are containers must not be shared between tasks.
  static Value copy(Value value) {
    if (value instanceof ListValue list) {
      return new ListValue(list.items().stream().map(Conversion::copy).toList());
    }
    return value instanceof DictValue dict ? DictValue.copyOf(dict) : value;
  }

  /// Every text and number inside a value.
  void texts(Value value, List<String> into) {
    switch (value) {
      case ListValue list -> list.items().forEach(item -> texts(item, into));
      case TupleValue(List<Value> items) -> items.forEach(item -> texts(item, into));
      case DictValue dict -> dict.entries().values().forEach(item -> texts(item, into));
      case None _, Bool _ -> {}
      default -> into.add(Text.str(value));
    }
  }

  private static Value text(Value value) {
    return value instanceof Str ? value : Str.unsafe(Text.str(value));
  }

  private static Value list(Value value) {
    return switch (value) {
      case ListValue list -> list;
      case TupleValue(List<Value> items) -> new ListValue(items);
      case Str str ->
          new ListValue(Arrays.stream(str.text().split(",", -1)).map(Str::unsafe).toList());
      case Int _, Real _, Bool _ -> ListValue.of(Str.unsafe(Text.str(value)));
      default -> throw new Impossible(type(value) + " cannot be converted to a list");
    };
  }

  private static Value dict(Value value) {
    if (value instanceof DictValue) {
      return value;
    }
    if (!(value instanceof Str str)) {
      throw new Impossible(type(value) + " cannot be converted to a dict");
    }
    if (str.text().startsWith("{")) {
      return Literals.dict(str.text())
          .orElseThrow(() -> new Impossible("unable to evaluate string as dictionary"));
    }
    if (!str.text().contains("=")) {
      throw new Impossible("dictionary requested, could not parse JSON or key=value");
    }
    return pairs(str.text().strip());
  }

  private static DictValue pairs(String text) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\' && i + 1 < text.length()) {
        field.append(text.charAt(++i));
      } else if (quote == 0 && (letter == '\'' || letter == '"')) {
        quote = letter;
      } else if (quote != 0 && letter == quote) {
        quote = 0;
      } else if (quote == 0 && (letter == ',' || letter == ' ')) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(letter);
      }
    }
    fields.add(field.toString());
    DictValue dict = new DictValue();
    fields.stream().filter(each -> !each.isEmpty()).forEach(each -> pair(dict, each));
    return dict;
  }

  private static void pair(DictValue dict, String field) {
    int sign = field.indexOf('=');
    if (sign < 0) {
      throw new Impossible("dictionary update sequence element #0 has length 1; 2 is required");
    }
    dict.put(field.substring(0, sign), Str.unsafe(field.substring(sign + 1)));
  }

  private static Value bool(Value value) {
    if (value instanceof Bool) {
      return value;
    }
    if (value instanceof Str || value instanceof Int || value instanceof Real) {
      return YesNo.of(value)
          .map(Bool::of)
          .orElseThrow(() ->
              new Impossible(
                  "The value '%s' is not a valid boolean.  Valid booleans include: %s"
                      .formatted(Text.str(value), BOOLEANS)));
    }
    throw new Impossible(type(value) + " cannot be converted to a bool");
  }

  private static Value integer(Value value) {
    if (value instanceof Int || value instanceof Bool) {
      return value;
    }
    return Optional.of(value)
        .filter(Str.class::isInstance)
        .flatMap(text -> Numbers.parseInt(Text.str(text), 10))
        .<Value>map(Int::new)
        .orElseThrow(() -> new Impossible(type(value) + " cannot be converted to an int"));
  }

  private static Value real(Value value) {
    if (value instanceof Real) {
      return value;
    }
    return Optional.of(value)
        .filter(each -> each instanceof Str || each instanceof Int || each instanceof Bool)
        .flatMap(each ->
            each instanceof Str ? Numbers.parseFloat(Text.str(each)) : Numbers.asDouble(each))
        .<Value>map(Real::new)
        .orElseThrow(() -> new Impossible(type(value) + " cannot be converted to a float"));
  }

  private static Value json(Value value) {
    return switch (value) {
      case Str str -> Str.unsafe(str.text().strip());
      case ListValue _, TupleValue _, DictValue _ -> Str.unsafe(Literals.json(value));
      default -> throw new Impossible(type(value) + " cannot be converted to a json string");
    };
  }

  private static Value size(Value value, boolean bits) {
    Matcher matcher = SIZE.matcher(Text.str(value));
    if (!matcher.find() || matcher.group(1).isEmpty() || matcher.group(1).equals(".")) {
      throw new Impossible(
          "%s cannot be converted to a %s value".formatted(type(value), bits ? "Bit" : "Byte"));
    }
    String unit = matcher.group(2) == null ? "B" : matcher.group(2);
    int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    if (power < 0) {
      throw new Impossible(
          "%s cannot be converted to a %s value".formatted(type(value), bits ? "Bit" : "Byte"));
    }
    BigDecimal factor = BigDecimal.valueOf(1024).pow(power);
    return new Int(new BigDecimal(matcher.group(1)).multiply(factor).toBigInteger());
  }
}
