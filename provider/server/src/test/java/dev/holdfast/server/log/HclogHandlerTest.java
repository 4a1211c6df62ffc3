package dev.holdfast.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class HclogHandlerTest {

  private static byte[] line(LogRecord entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HclogHandler(out, "provider").publish(entry);
    return out.toByteArray();
  }

  /// The fields of a line; fails unless it is one JSON object whose values are strings.
  private static Map<String, String> fields(byte[] line) {
    assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        assertThat(parser.nextToken()).as(name).isEqualTo(JsonToken.VALUE_STRING);
        fields.put(name, parser.getString());
      }
      assertThat(parser.nextToken()).isNull();
    }
    return fields;
  }

  private static LogRecord entry(String message) {
    LogRecord entry = new LogRecord(Level.INFO, message);
    entry.setLoggerName("dev.holdfast.Test");
    entry.setInstant(Instant.parse("2026-03-04T05:06:07.000089999Z"));
    return entry;
  }

  @Test
  void aLineHasTheFieldsThatHclogReads() {
    assertThat(new String(line(entry("Read machine")), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"@level":"info","@timestamp":"2026-03-04T05:06:07.000089Z","@module":"provider",\
            "@message":"Read machine","logger":"dev.holdfast.Test"}
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
    "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
    "2026-11-21T10:11:54.5Z, 2026-11-21T10:11:54.500000Z"
  })
  void timesHaveSixDigits(String instant, String expected) {
    assertThat(Timestamp.of(Instant.parse(instant))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SEVERE, error",
    "WARNING, warn",
    "INFO, info",
    "CONFIG, debug",
    "FINE, debug",
    "FINER, trace",
    "FINEST, trace"
  })
  void levelsFallIntoHclogs(String level, String expected) {
    assertThat(HclogLevel.of(Level.parse(level)).label()).isEqualTo(expected);
  }

  static List<String> hostile() {
    return List.of(
        "quote \" backslash \\ slash /",
        "line\nbreak\r\ttab \u0000 \u001b[31m \u007f",
        "umlaut \u00e4, euro \u20ac, emoji \ud83d\ude00",
        "separators \u2028 \u2029",
        "{\"@level\":5}",
        "apostrophe's {0} and {brace",
        "");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextComesBackUnchanged(String text) {
    assertThat(fields(line(entry(text)))).containsEntry("@message", text);
  }

  @Test
  void loneSurrogatesAreReplaced() {
    assertThat(fields(line(entry("a\ud800b\udc00")))).containsEntry("@message", "a\ufffdb\ufffd");
  }

  @Test
  void parametersFillTheMessageOrBecomeStringFields() {
    LogRecord entry = entry("Task {0} of {1} ended after {2}");
    entry.setParameters(new Object[] {12345, "pve1", Map.of("attempts", 3, "@level", 5)});
    Map<String, String> fields = fields(line(entry));
    assertThat(fields)
        .containsEntry("attempts", "3")
        .containsEntry("_level", "5")
        .containsEntry("@level", "info");
    assertThat(fields.get("@message")).contains("Task 12345 of pve1 ended after");
  }

  @Test
  void aFailureBringsItsStack() {
    LogRecord entry = entry("Failed");
    entry.setThrown(new IllegalStateException("inner \ud800"));
    assertThat(fields(line(entry)).get("error"))
        .contains("IllegalStateException: inner")
        .contains("HclogHandlerTest");
  }

  @ParameterizedTest
  @CsvSource({"a, 200000", "\u20ac, 200000", "\u0001, 200000", "a, 47000"})
  void noLineIsLongerThanHostsRead(String unit, int count) {
    LogRecord entry = entry(unit.repeat(count));
    entry.setParameters(new Object[] {Map.of("second", unit.repeat(count), "third", "short")});
    byte[] line = line(entry);
    assertThat(line).hasSizeLessThan(64 * 1024);
    assertThat(fields(line)).containsKeys("@level", "@timestamp", "@module", "@message", "logger");
  }
}
