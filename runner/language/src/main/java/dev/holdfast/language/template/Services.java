package dev.holdfast.language.template;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Vaulted;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What templates reach besides variables.
///
/// @param lookups lookup plugins by name
/// @param templates the text of other templates, for `include`, `import` and `extends`
/// @param vault decrypts a `!vault` value
/// @param warnings takes warnings for the user
public record Services(
    Function<String, Optional<Lookup>> lookups,
    Function<String, Optional<String>> templates,
    Function<Vaulted, Str> vault,
    Consumer<String> warnings) {

  /// No lookups, no other templates, no vault, warnings ignored.
  public static final Services NONE =
      new Services(
          _ -> Optional.empty(),
          _ -> Optional.empty(),
          _ -> {
            throw TemplateError.ansible("Attempting to decrypt but no vault secrets found");
          },
          _ -> {});

  public Services withLookups(Function<String, Optional<Lookup>> found) {
    return new Services(found, templates, vault, warnings);
  }

  public Services withTemplates(Function<String, Optional<String>> found) {
    return new Services(lookups, found, vault, warnings);
  }

  public Services withVault(Function<Vaulted, Str> decrypt) {
    return new Services(lookups, templates, decrypt, warnings);
  }

  public Services withWarnings(Consumer<String> sink) {
    return new Services(lookups, templates, vault, sink);
  }
}
