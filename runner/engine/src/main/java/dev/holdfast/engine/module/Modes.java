package dev.holdfast.engine.module;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `mode` argument: a number, an octal text, or symbols as `chmod` takes them.
final class Modes {
  private static final Pattern OCTAL = Pattern.compile("\\s*(?:0[oO])?([0-7]+)\\s*");
  private static final Pattern CLAUSE = Pattern.compile("([^+=-]*)((?:[+=-][^+=-]*)*)");
  private static final Pattern ACTION = Pattern.compile("([+=-])([^+=-]*)");
  private static final int ALL = 07777;

  private Modes() {}

  static boolean isSymbolic(Value mode) {
    return !(mode instanceof Int) && !OCTAL.matcher(Text.str(mode)).matches();
  }

  /// The permission bits that are wanted.
  ///
  /// @param current bits before, which symbols build upon
  static int wanted(Value mode, int current, boolean directory, int umask) {
    if (mode instanceof Int(var number)) {
      return number.intValue();
    }
    Matcher octal = OCTAL.matcher(Text.str(mode));
    int bits =
        octal.matches()
            ? Integer.parseInt(octal.group(1), 8)
            : symbolic(Text.str(mode), current, directory, umask);
    if ((bits & ~ALL) != 0) {
      throw ModuleFailure.of("Invalid mode supplied, only permission info is allowed")
          .with("details", Int.of(bits));
    }
    return bits;
  }

  private static int symbolic(String text, int current, boolean directory, int umask) {
    int mode = current;
    for (String clause : text.split(",", -1)) {
      Matcher matcher = CLAUSE.matcher(clause);
      if (!matcher.matches()) {
        throw bad(clause);
      }
      String who = matcher.group(1);
      String users = who.isEmpty() || who.equals("a") ? "ugo" : who;
      if (!users.matches("[ugo]+")) {
        throw bad(clause);
      }
      Matcher action = ACTION.matcher(matcher.group(2));
      while (action.find()) {
        if (!action.group(2).matches("[rwxXstugo]*")) {
          throw bad(clause);
        }
        mode = apply(mode, current, directory, who.isEmpty() ? umask : 0, users, action);
      }
    }
    return mode;
  }

  private static ModuleFailure bad(String clause) {
    return ModuleFailure.of("mode must be in octal or symbolic form")
        .with("details", "bad symbolic permission for mode: " + clause);
  }

  private static int apply(
      int mode, int current, boolean directory, int umask, String users, Matcher action) {
    int result = mode;
    for (int i = 0; i < users.length(); i++) {
      char user = users.charAt(i);
      int bits = 0;
      for (int j = 0; j < action.group(2).length(); j++) {
        bits |= bits(user, action.group(2).charAt(j), current, directory, umask);
      }
      result =
          switch (action.group(1).charAt(0)) {
            case '+' -> result | bits;
            case '-' -> result & ~bits;
            default -> (result & ~mask(user)) | bits;
          };
    }
    return result;
  }

  private static int shift(char user) {
    return user == 'u' ? 6 : user == 'g' ? 3 : 0;
  }

  private static int mask(char user) {
    return (7 << shift(user)) | special(user);
  }

  private static int special(char user) {
    return user == 'u' ? 04000 : user == 'g' ? 02000 : 01000;
  }

  private static int bits(char user, char permission, int current, boolean directory, int umask) {
    int shift = shift(user);
    return switch (permission) {
      case 'r' -> (4 << shift) & ~umask;
      case 'w' -> (2 << shift) & ~umask;
      case 'x' -> (1 << shift) & ~umask;
      case 'X' -> directory || (current & 0111) != 0 ? 1 << shift : 0;
      case 's' -> user == 'o' ? 0 : special(user);
      case 't' -> user == 'o' ? special(user) : 0;
      default -> ((current >> shift(permission)) & 7) << shift;
    };
  }

  static String octal(int bits) {
    return FileStatus.octal(bits);
  }
}
