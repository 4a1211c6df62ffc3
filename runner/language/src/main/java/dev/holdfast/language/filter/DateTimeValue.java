package dev.holdfast.language.filter;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/// Python's `datetime.datetime`.
///
/// @param aware whether it carries its zone, UTC
public record DateTimeValue(LocalDateTime time, boolean aware) implements ObjectValue {
  @Override
  public String typeName() {
    return "datetime";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return switch (name) {
      case "year" -> whole(time.getYear());
      case "month" -> whole(time.getMonthValue());
      case "day" -> whole(time.getDayOfMonth());
      case "hour" -> whole(time.getHour());
      case "minute" -> whole(time.getMinute());
      case "second" -> whole(time.getSecond());
      case "microsecond" -> whole(time.getNano() / 1000);
      case "strftime" ->
          method(
              name,
              args -> Str.of(Strftime.format(Text.str(args.positional().getFirst()), zoned())));
      case "isoformat" ->
          method(name, args -> Str.of(text(args.at(0, "sep").map(Text::str).orElse("T"))));
      case "timestamp" ->
          method(
              name,
              _ -> Kit.real(ChronoUnit.MICROS.between(Instant.EPOCH, zoned().toInstant()) / 1e6));
      case "weekday" -> method(name, _ -> Kit.number(time.getDayOfWeek().getValue() - 1L));
      case "isoweekday" -> method(name, _ -> Kit.number(time.getDayOfWeek().getValue()));
      case "date" -> method(name, _ -> Str.of(time.toLocalDate().toString()));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> whole(int number) {
    return Optional.of(Kit.number(number));
  }

  private ZonedDateTime zoned() {
    return time.atZone(aware ? ZoneOffset.UTC : ZoneId.systemDefault());
  }

  private String text(String separator) {
    int micros = time.getNano() / 1000;
    return "%s%s%02d:%02d:%02d%s%s"
        .formatted(
            time.toLocalDate(),
            separator,
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            micros == 0 ? "" : ".%06d".formatted(micros),
            aware ? "+00:00" : "");
  }

  static Optional<Value> method(String name, Function<Arguments, Value> body) {
    return Optional.of(new Method(name, body));
  }

  /// A bound method.
  private record Method(String name, Function<Arguments, Value> body) implements Callable {
    @Override
    public Value call(Arguments arguments) {
      return body.apply(arguments);
    }
  }

  @Override
  public Optional<Value> item(Value key) {
    return Optional.empty();
  }

  @Override
  public Optional<Value> minus(Value other) {
    return other instanceof DateTimeValue date
        ? Optional.of(new TimeDelta(Duration.between(date.time, time)))
        : Optional.empty();
  }

  @Override
  public Value materialize() {
    return Str.of(text(" "));
  }
}
