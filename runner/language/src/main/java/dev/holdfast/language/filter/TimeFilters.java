package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Dates and times.
final class TimeFilters {
  private TimeFilters() {}

  static Value strftime(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("strftime", args, "second", "utc");
    ZoneId zone = params.truth("utc", false) ? ZoneId.of("GMT") : ZoneId.systemDefault();
    Instant instant = params.get("second").map(TimeFilters::epoch).orElseGet(Instant::now);
    return Str.of(Strftime.format(Text.str(input), instant.atZone(zone)));
  }

  private static Instant epoch(Value second) {
    try {
      return Instant.ofEpochSecond((long) Math.floor(NumberFilters.toDouble(second)));
    } catch (LanguageException e) {
      throw TemplateError.filter("Invalid value for epoch value (" + Text.str(second) + ")");
    }
  }

  static Value toDatetime(Value input, Arguments args, EvalContext context) {
    String format = Params.of("to_datetime", args, "format").text("format", "%Y-%m-%d %H:%M:%S");
    return new DateTimeValue(Strptime.parse(Text.str(input), format), false);
  }

  /// The function `now(utc=false, fmt=none)`.
  static Value now(Arguments args, EvalContext context) {
    Params params = Params.of("now", args, "utc", "fmt");
    boolean utc = params.truth("utc", false);
    Optional<String> format = params.get("fmt").map(Text::str);
    LocalDateTime time = LocalDateTime.now(utc ? ZoneOffset.UTC : ZoneId.systemDefault());
    return format
        .<Value>map(pattern ->
            Str.of(
                Strftime.format(
                    pattern, time.atZone(utc ? ZoneOffset.UTC : ZoneId.systemDefault()))))
        .orElse(new DateTimeValue(time, false));
  }
}
