package dev.holdfast.language.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.language.value.LanguageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Generated templates give the same text here and in Jinja2, or an error in both.
///
/// `-Dlanguage.count=` and `-Dlanguage.seed=` make more, and others.
final class JinjaDifferentialTest {
  private static final long SEED = Long.getLong("language.seed", 20_240_501);
  private static final int COUNT = Integer.getInteger("language.count", 600);

  /// What Jinja2 prints of things that have no like here, or not with all that is in them:
  /// undefined values, functions, complex numbers, bytes.
  private static final List<String> BEYOND =
      List.of("AnsibleUndefined", "built-in method", "<bound method", "<function", "j)", "b'");

  private static final Map<String, Settings> MODES =
      Map.of(
          "plain", Settings.JINJA,
          "trimmed", Settings.JINJA.withTrimBlocks(true).withLstripBlocks(true),
          "kept", Settings.JINJA.withTrimBlocks(true).withKeepTrailingNewline(true));

  @Test
  void expressionsGiveTheSameText() {
    compare(List.of("plain"), generator -> "{{ " + generator.expression(3) + " }}");
  }

  @Test
  void templatesGiveTheSameText() {
    compare(List.of("plain", "trimmed", "kept"), generator -> generator.template(2));
  }

  private static void compare(List<String> modes, Function<TemplateGenerator, String> make) {
    Optional<PythonReference> started = PythonReference.start("jinja2");
    assumeTrue(started.isPresent(), "needs a Python with the module jinja2");
    List<String> differences = new ArrayList<>();
    try (PythonReference reference = started.orElseThrow()) {
      TemplateGenerator generator = new TemplateGenerator(SEED);
      for (int i = 0; i < COUNT; i++) {
        String mode = modes.get(i % modes.size());
        difference(reference, mode, make.apply(generator)).ifPresent(differences::add);
      }
    }
    assertThat(differences).as("differences with seed %d", SEED).isEmpty();
  }

  private static Optional<String> difference(
      PythonReference reference, String mode, String template) {
    PythonReference.Answer wanted = reference.ask(mode, TemplateGenerator.VARIABLES, template);
    if (BEYOND.stream().anyMatch(wanted.text()::contains)) {
      return Optional.empty();
    }
    PythonReference.Answer given = ours(mode, template);
    boolean same = given.ok() == wanted.ok() && (!given.ok() || given.text().equals(wanted.text()));
    return same
        ? Optional.empty()
        : Optional.of(template + "\n  Jinja2: " + wanted + "\n  here: " + given);
  }

  private static PythonReference.Answer ours(String mode, String template) {
    try {
      String text =
          SmallEnvironment.render(
              template,
              TemplateGenerator.VARIABLES,
              MODES.getOrDefault(mode, Settings.JINJA),
              Map.of());
      return new PythonReference.Answer(true, text);
    } catch (LanguageException e) {
      return new PythonReference.Answer(false, e.message());
    }
  }
}
