package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Arguments in the form `key=value key2="two words"`, with what is no pair kept as `_raw_params`.
public final class KeyValues {
  private static final Set<String> FREE_FORM_OPTIONS =
      Set.of(
          "creates",
          "removes",
          "chdir",
          "executable",
          "warn",
          "stdin",
          "stdin_add_newline",
          "strip_empty_ends");
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\U([0-9a-fA-F]{8})|\\\\u([0-9a-fA-F]{4})|\\\\x([0-9a-fA-F]{2})|\\\\([\\\\'\"abfnrtv])");

  private KeyValues() {}

  /// Parses the text.
  ///
  /// @param freeForm whether only the options of command and shell count as pairs
  public static DictValue parse(String text, boolean freeForm) {
    DictValue options = new DictValue();
    List<String> raw = new ArrayList<>();
    for (String token : ArgumentSplitter.split(text)) {
      String decoded = decodeEscapes(token);
      int equals = equalsSign(decoded);
      if (equals < 0) {
        raw.add(decoded.contains("=") ? decoded.replace("\\=", "=") : token);
      } else if (freeForm && !FREE_FORM_OPTIONS.contains(decoded.substring(0, equals))) {
        raw.add(token);
      } else {
        options.put(
            decoded.substring(0, equals).strip(),
            Str.of(unquote(decoded.substring(equals + 1).strip())));
      }
    }
    if (!raw.isEmpty()) {
      options.put("_raw_params", Str.of(join(raw)));
    }
    return options;
  }

  /// Takes one pair of equal quotes off a text.
  public static String unquote(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(0) == text.charAt(text.length() - 1)
            && text.charAt(text.length() - 2) != '\\';
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// The first equals sign that ends a key: not the first character, not behind a backslash.
  private static int equalsSign(String text) {
    int at = text.indexOf('=', 1);
    while (at > 0 && text.charAt(at - 1) == '\\') {
      at = text.indexOf('=', at + 1);
    }
    return at;
  }

  private static String join(List<String> tokens) {
    StringBuilder joined = new StringBuilder();
    for (String token : tokens) {
      if (!joined.isEmpty() && joined.charAt(joined.length() - 1) != '\n') {
        joined.append(' ');
      }
      joined.append(token);
    }
    return joined.toString();
  }

  private static String decodeEscapes(String token) {
    if (token.indexOf('\\') < 0) {
      return token;
    }
    Matcher matcher = ESCAPE.matcher(token);
    StringBuilder decoded = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(decoded, Matcher.quoteReplacement(character(matcher)));
    }
    return matcher.appendTail(decoded).toString();
  }

  private static String character(Matcher escape) {
    for (int group = 1; group <= 3; group++) {
      String hex = escape.group(group);
      if (hex != null) {
        return Character.toString(Integer.parseInt(hex, 16));
      }
    }
    String letter = escape.group(4);
    return switch (letter) {
      case "a" -> "\u0007";
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "v" -> "\u000b";
      default -> letter;
    };
  }
}
