package dev.holdfast.engine.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Results out of what modules print.
class ReplyTest {
  private static Ran ran(int status, String errors) {
    return new Ran(status, Ran.Note.NONE, Bytes.EMPTY, Bytes.of(errors));
  }

  private static String json(Reply reply) {
    return JsonWriter.write(reply.result(), JsonFormat.PLAIN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1} | {\"a\": 1}",
        "junk;[1];{\"a\": 1} | {\"a\": 1}",
        "{\"a\":;1} | {\"a\": 1}",
        "junk;{\"a\": 1};;more | {\"a\": 1}",
      })
  void aResultIsFoundAmongOtherLines(String printed, String wanted) {
    assertThat(json(Reply.of(ran(0, ""), printed.replace(';', '\n'), "python3"))).isEqualTo(wanted);
  }

  @Test
  void linesBehindTheResultAreToldOf() {
    assertThat(Reply.of(ran(0, ""), "before\n{\"a\": 1}\nbehind\n", "python3").warnings())
        .containsExactly("Module invocation had junk after the JSON data: behind");
  }

  @Test
  void outputWithoutAResultIsAFailureWithAllThatWasSaid() {
    assertThat(json(Reply.of(ran(1, "Traceback: x\n"), "no\n", "python3")))
        .isEqualTo(
            "{\"failed\": true, \"module_stdout\": \"no\\n\", \"module_stderr\": \"Traceback: x\\n\","
                + " \"exception\": \"Traceback: x\\n\", \"msg\": \"MODULE FAILURE\\nSee stdout/stderr"
                + " for the exact error\", \"rc\": 1}");
  }

  @Test
  void anInterpreterThatIsNotThereIsNamed() {
    assertThat(
            json(Reply.of(ran(127, "sh: 1: exec: /no/python: not found\n"), "", "/no/python -u")))
        .contains("you probably need to set the interpreter");
  }
}
