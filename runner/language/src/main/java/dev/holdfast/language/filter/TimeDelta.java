package dev.holdfast.language.filter;

import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.time.Duration;
import java.util.Optional;

/// Python's `datetime.timedelta`: the difference of two dates.
record TimeDelta(Duration duration) implements ObjectValue {
  private static final long DAY = 86_400;

  @Override
  public String typeName() {
    return "timedelta";
  }

  private long days() {
    return Math.floorDiv(duration.toSeconds(), DAY);
  }

  private long seconds() {
    return Math.floorMod(duration.toSeconds(), DAY);
  }

  private long micros() {
    return duration.toNanosPart() / 1000;
  }

  @Override
  public Optional<Value> attribute(String name) {
    return switch (name) {
      case "days" -> Optional.of(Kit.number(days()));
      case "seconds" -> Optional.of(Kit.number(seconds()));
      case "microseconds" -> Optional.of(Kit.number(micros()));
      case "total_seconds" ->
          DateTimeValue.method(
              name, _ -> Kit.real(duration.toSeconds() + duration.toNanosPart() / 1e9));
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<Value> item(Value key) {
    return Optional.empty();
  }

  @Override
  public Value materialize() {
    long days = days();
    String prefix = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
    long seconds = seconds();
    return Str.of(
        "%s%d:%02d:%02d%s"
            .formatted(
                prefix,
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                micros() == 0 ? "" : ".%06d".formatted(micros())));
  }
}
