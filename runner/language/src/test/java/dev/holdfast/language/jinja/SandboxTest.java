package dev.holdfast.language.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.SecurityError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SandboxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''['__class__'] }}",
        "{{ [].__class__.__mro__ }}",
        "{{ {}.__init__ }}",
        "{{ '{0.__class__}'.format(1) }}"
      })
  void whatBelongsToThePythonMachineryIsForbidden(String template) {
    assertThatThrownBy(() -> SmallEnvironment.render(template, "{}"))
        .isInstanceOf(SecurityError.class)
        .hasMessageContaining("is unsafe.");
  }

  @Test
  void aDictMayHaveSuchAKey() {
    assertThat(SmallEnvironment.render("{{ d.__class__ }}", "{'d': {'__class__': 1}}"))
        .isEqualTo("1");
  }

  @Test
  void aClassIsNothingButItsName() {
    assertThat(SmallEnvironment.render("{{ l.__class__.__name__ }}", "{'l': [1]}"))
        .isEqualTo("list");
  }

  @Test
  void anEndlessMacroEndsWithAnError() {
    String template = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
    assertThat(SmallEnvironment.error(template, "{}")).contains("recursion");
  }

  @Test
  void aDeeplyNestedExpressionEndsWithAnError() {
    String template = "{{ " + "(".repeat(5_000) + "1" + ")".repeat(5_000) + " }}";
    assertThat(SmallEnvironment.error(template, "{}")).contains("nested");
  }

  @Test
  void hugeResultsAreRefused() {
    assertThatThrownBy(() -> SmallEnvironment.render("{{ 9 ** (9 ** 9) }}", "{}"))
        .isInstanceOf(LanguageException.class);
    assertThatThrownBy(() -> SmallEnvironment.render("{{ 'x' * 10 ** 12 }}", "{}"))
        .isInstanceOf(LanguageException.class);
    assertThatThrownBy(() -> SmallEnvironment.render("{{ range(10 ** 9) }}", "{}"))
        .isInstanceOf(LanguageException.class);
  }

  @Test
  void oneTemplateServesManyThreads() throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    String template =
        "{% set ns = namespace(n=0) %}{% for i in range(50) %}{% set ns.n = ns.n + i %}{% endfor"
            + " %}{{ ns.n }}";
    for (int i = 0; i < 64; i++) {
      calls.add(() -> SmallEnvironment.render(template, "{}"));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> result : threads.invokeAll(calls)) {
        assertThat(result.get()).isEqualTo("1225");
      }
    }
  }

  @Test
  void timeGrowsWithTheTemplateNotWithItsSquare() {
    long small = nanoseconds(500);
    long large = nanoseconds(8_000);
    assertThat(large).isLessThan(Math.max(small, 2_000_000L) * 100);
  }

  private static long nanoseconds(int parts) {
    String template = "{% if x %}text {{ x ~ 'é' }}{% endif %}\n".repeat(parts);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      String text = SmallEnvironment.render(template + i, "{'x': 1}");
      best = Math.min(best, System.nanoTime() - start);
      assertThat(text).endsWith(String.valueOf(i));
    }
    return best;
  }
}
