package dev.holdfast.engine.lookup;

import dev.holdfast.engine.playbook.KeyValues;
import dev.holdfast.language.filter.PasswordHash;
import dev.holdfast.language.filter.PythonRandom;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Passwords that are made once and kept in files of the controller.
///
/// Source: `ansible/plugins/lookup/password.py`.
record PasswordLookup(Site site, Templar templar, Given given) {
  private static final Set<String> PARAMETERS =
      Set.of("length", "encrypt", "chars", "ident", "seed");
  private static final String RAW = "_raw_params";
  private static final Path NOWHERE = Path.of("/dev/null");
  private static final int DEFAULT_LENGTH = 20;
  private static final String BCRYPT = "bcrypt";

  /// How many characters of salt an algorithm takes.
  private static final Map<String, Integer> SALTS =
      Map.of("md5_crypt", 8, BCRYPT, 22, "sha256_crypt", 16, "sha512_crypt", 16);

  private static final int OTHER_SALT = 8;

  /// One term taken apart.
  private record Wish(String path, Given options) {}

  List<Value> run(List<Value> terms) {
    List<Value> passwords = new ArrayList<>();
    for (Value term : terms) {
      Wish wish = wish(Text.str(term));
      Path path = site.settings().userPath().resolve(wish.path(), site.basedir(templar));
      PasswordFile.Content content =
          path.equals(NOWHERE)
              ? salted(made(wish.options()), wish.options())
              : PasswordFile.alone(path, file -> kept(file, wish.options()));
      passwords.add(Str.of(shown(content, wish.options())));
    }
    return passwords;
  }

  private Wish wish(String term) {
    int blank = term.indexOf(' ');
    if (blank < 0) {
      return new Wish(term, given);
    }
    String path = term.substring(0, blank);
    DictValue pairs = Site.reading(() -> KeyValues.parse(term.substring(blank + 1), false));
    Optional<String> more = pairs.get(RAW).map(Text::str);
    path += more.map(raw -> " " + raw).orElse("");
    if (!term.startsWith(path)) {
      throw TemplateError.ansible(
          "Unrecognized value after key=value parameters given to password lookup");
    }
    Map<String, Value> options = new LinkedHashMap<>(given.options());
    List<String> unknown = new ArrayList<>();
    pairs
        .entries()
        .forEach((key, value) -> {
          String name = Text.str(key);
          if (PARAMETERS.contains(name)) {
            options.put(name, value);
          } else if (!name.equals(RAW)) {
            unknown.add(name);
          }
        });
    if (!unknown.isEmpty()) {
      throw TemplateError.ansible(
          "Unrecognized parameter(s) given to password lookup: " + String.join(", ", unknown));
    }
    return new Wish(path, new Given(options));
  }

  private static PasswordFile.Content kept(PasswordFile file, Given options) throws IOException {
    PasswordFile.Content content = salted(file.content().orElseGet(() -> made(options)), options);
    if (!file.content().equals(Optional.of(content))) {
      file.write(content);
    }
    return content;
  }

  private static PasswordFile.Content made(Given options) {
    String characters = characters(options);
    PythonRandom random =
        options.value("seed").map(PythonRandom::seeded).orElseGet(PythonRandom::secure);
    return new PasswordFile.Content(
        chosen(random, characters, length(options)), Optional.empty(), Optional.empty());
  }

  private static int length(Given options) {
    return options
        .text("length")
        .map(text ->
            Numbers.parseInt(text, 10)
                .map(BigInteger::intValue)
                .orElseThrow(() ->
                    PythonError.valueError(
                        "invalid literal for int() with base 10: " + Text.repr(Str.of(text)))))
        .orElse(DEFAULT_LENGTH);
  }

  private static String chosen(PythonRandom random, String characters, int length) {
    List<String> letters = characters.codePoints().mapToObj(Character::toString).toList();
    if (letters.isEmpty() && length > 0) {
      throw PythonError.indexError("Cannot choose from an empty sequence");
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < length; at++) {
      text.append(random.choice(letters));
    }
    return text.toString();
  }

  private static String characters(Given options) {
    StringBuilder all = new StringBuilder();
    specifications(options).forEach(name -> all.append(Characters.named(name)));
    return all.toString().replace("\"", "").replace("'", "");
  }

  /// Two commas in a text are a comma among the characters.
  private static List<String> specifications(Given options) {
    Optional<Value> chars = options.value("chars");
    if (chars.isEmpty()) {
      return List.of("ascii_letters", "digits", ".,:-_");
    }
    if (!(chars.get() instanceof Str(String text, _, _))) {
      return options.list("chars").stream().map(Text::str).toList();
    }
    List<String> names = new ArrayList<>(text.contains(",,") ? List.of(",") : List.of());
    Stream.of(text.replace(",,", ",").split(","))
        .filter(part -> !part.isEmpty())
        .forEach(names::add);
    return names;
  }

  /// The content with what a hash needs, if one is asked for.
  private static PasswordFile.Content salted(PasswordFile.Content content, Given options) {
    Optional<String> encrypt = options.text("encrypt").filter(name -> !name.isEmpty());
    if (encrypt.isEmpty()) {
      return content;
    }
    int size = SALTS.getOrDefault(encrypt.get(), OTHER_SALT);
    String alphabet = Characters.named("ascii_letters") + Characters.named("digits") + "./";
    Optional<String> salt =
        content.salt().or(() -> Optional.of(chosen(PythonRandom.secure(), alphabet, size)));
    Optional<String> implied = encrypt.filter(BCRYPT::equals).map(_ -> "2b");
    return new PasswordFile.Content(
        content.password(), salt, options.text("ident").or(() -> implied));
  }

  private static String shown(PasswordFile.Content content, Given options) {
    Optional<String> encrypt = options.text("encrypt").filter(name -> !name.isEmpty());
    if (encrypt.isEmpty()) {
      return content.password();
    }
    PasswordHash.Wish how =
        new PasswordHash.Wish(content.salt(), Optional.empty(), Optional.empty(), content.ident());
    return PasswordHash.hash(content.password(), encrypt.get(), how);
  }
}
