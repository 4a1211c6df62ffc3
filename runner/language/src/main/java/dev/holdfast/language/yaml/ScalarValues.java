package dev.holdfast.language.yaml;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Tag;

/// What a scalar's text means under its tag, as PyYAML's safe constructor and Ansible's additions
/// have it (`yaml/constructor.py`, `ansible/parsing/yaml/constructor.py`).
final class ScalarValues {
  static final Tag VALUE = new Tag("tag:yaml.org,2002:value");

  /// A text that its tag does not admit.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String problem) {
      super(problem);
    }

    String problem() {
      return String.valueOf(getMessage());
    }
  }

  private ScalarValues() {}

  /// The value; empty for a tag that nobody knows.
  static Optional<Value> of(String tag, String text) throws Refused {
    return switch (tag) {
      case "tag:yaml.org,2002:str",
          "tag:yaml.org,2002:python/unicode",
          "tag:yaml.org,2002:python/str" ->
          Optional.of(Str.of(text));
      case "tag:yaml.org,2002:null" -> Optional.of(None.NONE);
      case "tag:yaml.org,2002:bool" -> Optional.of(bool(text));
      case "tag:yaml.org,2002:int" -> Optional.of(new Int(integer(text)));
      case "tag:yaml.org,2002:float" -> Optional.of(new Real(real(text)));
      case "tag:yaml.org,2002:timestamp" -> Optional.of(Str.of(Timestamps.text(text)));
      case "tag:yaml.org,2002:binary" -> Optional.of(Str.of(binary(text)));
      case "!unsafe" -> Optional.of(Str.unsafe(text));
      case "!vault", "!vault-encrypted" -> Optional.of(new Vaulted(text));
      default -> Optional.empty();
    };
  }

  private static Value bool(String text) throws Refused {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on" -> Bool.TRUE;
      case "no", "false", "off" -> Bool.FALSE;
      default -> throw new Refused("'" + text + "'");
    };
  }

  private static BigInteger integer(String source) throws Refused {
    String text = source.replace("_", "");
    String digits = unsigned(text);
    BigInteger number;
    if (digits.equals("0")) {
      number = BigInteger.ZERO;
    } else if (digits.startsWith("0b")) {
      number = parse(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      number = parse(digits.substring(2), 16);
    } else if (digits.startsWith("0")) {
      number = parse(digits, 8);
    } else if (digits.contains(":")) {
      number = sexagesimal(digits);
    } else {
      number = parse(digits, 10);
    }
    return text.startsWith("-") ? number.negate() : number;
  }

  private static BigInteger sexagesimal(String digits) throws Refused {
    BigInteger number = BigInteger.ZERO;
    for (String part : List.of(digits.split(":", -1))) {
      number = number.multiply(BigInteger.valueOf(60)).add(parse(part, 10));
    }
    return number;
  }

  private static BigInteger parse(String digits, int radix) throws Refused {
    try {
      return new BigInteger(digits, radix);
    } catch (NumberFormatException e) {
      throw new Refused("invalid literal for int() with base " + radix + ": '" + digits + "'");
    }
  }

  private static double real(String source) throws Refused {
    String text = source.replace("_", "").toLowerCase(Locale.ROOT);
    String digits = unsigned(text);
    double number =
        switch (digits) {
          case ".inf" -> Double.POSITIVE_INFINITY;
          case ".nan" -> Double.NaN;
          default -> decimals(digits);
        };
    return text.startsWith("-") ? -number : number;
  }

  private static double decimals(String digits) throws Refused {
    double number = 0;
    try {
      for (String part : List.of(digits.split(":", -1))) {
        number = number * 60 + Double.parseDouble(part);
      }
    } catch (NumberFormatException e) {
      throw new Refused("could not convert string to float: '" + digits + "'");
    }
    return number;
  }

  private static String unsigned(String text) throws Refused {
    if (text.isEmpty()) {
      throw new Refused("string index out of range");
    }
    return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
  }

  private static String binary(String text) throws Refused {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.US_ASCII));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused("failed to decode base64 data: " + e.getMessage());
    }
  }
}
