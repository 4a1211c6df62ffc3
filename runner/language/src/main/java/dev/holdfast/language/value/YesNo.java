package dev.holdfast.language.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The words that Ansible reads as yes and as no.
///
/// Source: `ansible/module_utils/parsing/convert_bool.py`.
public final class YesNo {
  private static final Set<String> YES = Set.of("y", "yes", "on", "1", "true", "t");
  private static final Set<String> NO = Set.of("n", "no", "off", "0", "false", "f");

  private YesNo() {}

  /// The words of one side, in small letters.
  public static Set<String> words(boolean yes) {
    return yes ? YES : NO;
  }

  /// What a text says, whatever the case of its letters and the blanks around it; empty when it is
  /// none of the words.
  public static Optional<Boolean> of(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return YES.contains(word)
        ? Optional.of(true)
        : NO.contains(word) ? Optional.of(false) : Optional.empty();
  }

  /// What a boolean, a text or one of the numbers 1 and 0 says; empty for anything else.
  public static Optional<Boolean> of(Value value) {
    return switch (value) {
      case Bool bool -> Optional.of(bool.value());
      case Str text -> of(text.text());
      case Int _ -> of(Text.str(value));
      case Real(double number) ->
          number == 0 || number == 1 ? Optional.of(number == 1) : Optional.empty();
      case None _,
          ListValue _,
          TupleValue _,
          DictValue _,
          Vaulted _,
          Undefined _,
          Callable _,
          ObjectValue _ ->
          Optional.empty();
    };
  }

  /// Whether a text says yes; of anything else, whether Python takes it for true.
  public static boolean lenient(Value value) {
    return value instanceof Str text ? of(text.text()).orElse(false) : Truth.of(value);
  }
}
