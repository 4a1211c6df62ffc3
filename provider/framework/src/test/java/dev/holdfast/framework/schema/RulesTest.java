package dev.holdfast.framework.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {

  private static final Value N = Values.NULL;
  private static final Value U = Values.UNKNOWN;
  private static final Value X = Value.of("x");

  static Stream<Arguments> cases() {
    Rule conflicting = Rules.conflicting("a", "b");
    Rule exactly = Rules.exactlyOneOf("a", "b");
    Rule atLeast = Rules.atLeastOneOf("a", "b");
    Rule together = Rules.requiredTogether("a", "b");
    Rule requires = Rules.requires("a", "b");
    return Stream.of(
        arguments(conflicting, N, N, ""),
        arguments(conflicting, X, N, ""),
        arguments(conflicting, X, U, ""),
        arguments(conflicting, X, X, "vm.b"),
        arguments(exactly, X, N, ""),
        arguments(exactly, N, N, "vm"),
        arguments(exactly, X, X, "vm.b"),
        arguments(exactly, N, U, ""),
        arguments(exactly, X, U, ""),
        arguments(atLeast, N, X, ""),
        arguments(atLeast, X, X, ""),
        arguments(atLeast, N, U, ""),
        arguments(atLeast, N, N, "vm"),
        arguments(together, N, N, ""),
        arguments(together, X, X, ""),
        arguments(together, X, U, ""),
        arguments(together, U, N, ""),
        arguments(together, X, N, "vm.a"),
        arguments(together, N, X, "vm.b"),
        arguments(requires, N, N, ""),
        arguments(requires, N, X, ""),
        arguments(requires, X, X, ""),
        arguments(requires, X, U, ""),
        arguments(requires, U, N, ""),
        arguments(requires, X, N, "vm.a"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rulesLookAtWhatIsSetAndLeaveTheUnknownAlone(Rule rule, Value a, Value b, String path) {
    List<Diagnostic> found = found(rule, a, b);
    assertThat(found).hasSize(path.isEmpty() ? 0 : 1);
    assertThat(found).allMatch(each -> each.path().toString().equals(path));
    assertThat(rule.describe()).endsWith(".");
  }

  @Test
  void errorsSayWhatToDo() {
    assertThat(found(Rules.conflicting("a", "b"), X, X).getFirst().detail())
        .isEqualTo("`a`, `b` are set in vm, but only one of `a`, `b` may be. Remove all but one.");
    assertThat(found(Rules.requires("a", "b"), X, N).getFirst().detail())
        .isEqualTo("`a` is set in vm, but `b` is not. Set `b` as well, or remove `a`.");
    assertThat(found(Rules.exactlyOneOf("a", "b"), N, N).getFirst().detail())
        .isEqualTo("None of `a`, `b` is set in vm. Set one of them.");
  }

  private static List<Diagnostic> found(Rule rule, Value a, Value b) {
    var diagnostics = new Diagnostics();
    rule.check(Path.of("vm"), new Value.Obj(Map.of("a", a, "b", b)), diagnostics);
    return diagnostics.all();
  }
}
