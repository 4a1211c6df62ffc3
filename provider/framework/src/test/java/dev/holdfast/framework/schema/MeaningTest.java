package dev.holdfast.framework.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.framework.codec.JsonText;
import dev.holdfast.framework.schema.Timeouts.Call;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations, timeouts and equalities: what a text means.
class MeaningTest {

  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "30s,PT30S",
    "30m,PT30M",
    "1h30m,PT1H30M",
    "1.5h,PT1H30M",
    "250ms,PT0.25S",
    "1m30.5s,PT1M30.5S",
    "10us,PT0.00001S",
    "7ns,PT0.000000007S",
    "48h,PT48H"
  })
  void durationsAreRead(String text, Duration duration) {
    assertThat(Durations.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "-5m", "1d", "1h 30m", "m", "1.h", "1h30", "99999999999h"})
  void whatIsNoDurationIsRefused(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Property(tries = 200)
  void durationsSurviveTheirText(@ForAll @LongRange(min = 0, max = 1L << 58) long nanos) {
    Duration duration = Duration.ofNanos(nanos);
    assertThat(Durations.parse(Durations.text(duration))).contains(duration);
  }

  static Stream<Arguments> pairs() {
    Equality each = Equalities.each(Equalities.IGNORING_CASE);
    return Stream.of(
        arguments(Equalities.IGNORING_CASE, s("Ab"), s("aB"), true),
        arguments(Equalities.IGNORING_CASE, s("a"), s("b"), false),
        arguments(Equalities.TRIMMED, s(" a\n"), s("a"), true),
        arguments(Equalities.TRIMMED, s("a b"), s("ab"), false),
        arguments(Equalities.DURATION, s("90s"), s("1m30s"), true),
        arguments(Equalities.DURATION, s("90s"), s("90m"), false),
        arguments(Equalities.DURATION, s("x"), s("y"), false),
        arguments(Equalities.DURATION, s("x"), s("x"), true),
        arguments(Equalities.IP_ADDRESS, s("2001:DB8:0::1"), s("2001:db8::1"), true),
        arguments(Equalities.IP_ADDRESS, s("192.0.2.1"), s("192.0.2.2"), false),
        arguments(Equalities.CIDR, s("2001:DB8::/32"), s("2001:db8:0::/32"), true),
        arguments(Equalities.CIDR, s("192.0.2.1/24"), s("192.0.2.1/25"), false),
        arguments(Equalities.CIDR, s("192.0.2.1/24"), s("192.0.2.0/24"), false),
        arguments(Equalities.MAC_ADDRESS, s("BC:24:11:00:00:0A"), s("bc-24-11-00-00-0a"), true),
        arguments(Equalities.MAC_ADDRESS, s("BC:24:11:00:00:0A"), s("BC:24:11:00:00:0B"), false),
        arguments(Equalities.ANY_ORDER, list("a", "b", "a"), list("a", "a", "b"), true),
        arguments(Equalities.ANY_ORDER, list("a", "b", "b"), list("a", "a", "b"), false),
        arguments(Equalities.ANY_ORDER, list("a"), list("a", "a"), false),
        arguments(each, list("A", "b"), list("a", "B"), true),
        arguments(each, list("A", "b"), list("b", "a"), false),
        arguments(each, list("A"), list("a", "b"), false),
        arguments(each, map("k", "A"), map("k", "a"), true),
        arguments(each, map("k", "A"), map("l", "a"), false),
        arguments(each, s("A"), s("a"), false),
        arguments(JsonText.EQUALITY, s("{\"a\":1,\"b\":[2.0]}"), s("{ \"b\":[2], \"a\":1 }"), true),
        arguments(JsonText.EQUALITY, s("[1,2]"), s("[2,1]"), false),
        arguments(JsonText.EQUALITY, s("{x"), s("{y"), false));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void spellingsAreComparedByMeaning(Equality equality, Value one, Value other, boolean same) {
    assertThat(equality.same(one, other)).isEqualTo(same);
    assertThat(equality.same(other, one)).isEqualTo(same);
    assertThat(equality.same(one, one)).isTrue();
  }

  @Test
  void timeoutsComeFromTheObjectElseFromTheDefault() {
    Timeouts timeouts =
        Timeouts.NONE
            .with(Call.DELETE, Duration.ofMinutes(5))
            .with(Call.CREATE, Duration.ofMinutes(30));
    Value given = object(new Value.Obj(Map.of("create", s("1h"), "delete", Values.NULL)));
    assertThat(timeouts.of(Call.CREATE, given)).isEqualTo(Duration.ofHours(1));
    assertThat(timeouts.of(Call.DELETE, given)).isEqualTo(Duration.ofMinutes(5));
    assertThat(timeouts.of(Call.CREATE, object(Values.NULL))).isEqualTo(Duration.ofMinutes(30));
    assertThat(timeouts.of(Call.CREATE, object(Values.UNKNOWN))).isEqualTo(Duration.ofMinutes(30));
    assertThatThrownBy(() -> timeouts.of(Call.READ, given))
        .hasMessage("no timeout is declared for READ");
  }

  @Test
  void theAttributeHasOnlyTheDeclaredCallsAndTellsTheirDefaults() {
    Attribute attribute = Timeouts.NONE.with(Call.CREATE, Duration.ofMinutes(90)).attribute();
    assertThat(attribute.type())
        .isInstanceOfSatisfying(
            AttributeType.Nested.class,
            nested -> {
              assertThat(nested.body().attributes())
                  .extracting(Attribute::name)
                  .containsExactly("create");
              assertThat(nested.body().attribute("create").map(Attribute::doc))
                  .isEqualTo(Optional.of("For each create; `1h30m` where unset."));
            });
  }

  private static Value object(Value timeouts) {
    return new Value.Obj(Map.of("timeouts", timeouts));
  }

  private static Value s(String text) {
    return Value.of(text);
  }

  private static Value list(String... texts) {
    return new Value.ListOf(Stream.of(texts).map(Value::of).toList());
  }

  private static Value map(String key, String value) {
    return new Value.MapOf(Map.of(key, Value.of(value)));
  }
}
