package dev.holdfast.modules;

import dev.holdfast.engine.module.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// From when to when something ran, as Python prints such times.
record Span(Instant start, Instant end, ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  Span(Instant start, Instant end, Invocation invocation) {
    this(start, end, invocation.context().clock().getZone());
  }

  String startText() {
    return FORMAT.format(start.atZone(zone));
  }

  String endText() {
    return FORMAT.format(end.atZone(zone));
  }

  String deltaText() {
    Duration delta = Duration.between(start, end);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d.%06d",
        delta.toHours(),
        delta.toMinutesPart(),
        delta.toSecondsPart(),
        delta.toNanosPart() / 1000);
  }
}
