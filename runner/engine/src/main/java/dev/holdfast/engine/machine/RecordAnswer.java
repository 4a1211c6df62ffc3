package dev.holdfast.engine.machine;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.LanguageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a simulated machine answers to a [RecordRequest]: a line of JSON, then the outputs whose
/// lengths it names.
///
/// @param steps the outcome of each step that was tried
/// @param complete whether every step was carried out
/// @param probes the answers, in the order of the questions
public record RecordAnswer(List<Ran> steps, boolean complete, List<Ran> probes) {
  public RecordAnswer {
    steps = List.copyOf(steps);
    probes = List.copyOf(probes);
  }

  public void write(OutputStream sink) throws IOException {
    Fields fields =
        Fields.kind("answer")
            .withAll("steps", steps.stream().map(RecordAnswer::head).toList())
            .with("complete", complete)
            .withAll("probes", probes.stream().map(RecordAnswer::head).toList());
    String line = JsonWriter.write(fields.members(), JsonFormat.PLAIN) + "\n";
    sink.write(line.getBytes(StandardCharsets.UTF_8));
    for (List<Ran> list : List.of(steps, probes)) {
      for (Ran ran : list) {
        sink.write(ran.out().toArray());
        sink.write(ran.err().toArray());
      }
    }
  }

  /// Reads an answer.
  ///
  /// @throws MachineException when it is none
  public static RecordAnswer read(byte[] answer) {
    int end = 0;
    while (end < answer.length && answer[end] != '\n') {
      end++;
    }
    try (InputStream rest =
        new ByteArrayInputStream(answer, end + 1, Math.max(0, answer.length - end - 1))) {
      Fields fields =
          Fields.of(JsonReader.read(new String(answer, 0, end, StandardCharsets.UTF_8)));
      return new RecordAnswer(
          outcomes(fields.objects("steps"), rest),
          fields.flag("complete"),
          outcomes(fields.objects("probes"), rest));
    } catch (LanguageException | IOException e) {
      throw Fields.broken("the form of an answer: " + e.getMessage());
    }
  }

  private static Fields head(Ran ran) {
    return Fields.kind("ran")
        .with("status", ran.status())
        .with("note", ran.note().name())
        .with("out", ran.out().length())
        .with("err", ran.err().length());
  }

  private static List<Ran> outcomes(List<Fields> heads, InputStream rest) throws IOException {
    List<Ran> all = new ArrayList<>();
    for (Fields head : heads) {
      Bytes out = Bytes.of(rest.readNBytes((int) head.number("out")));
      Bytes err = Bytes.of(rest.readNBytes((int) head.number("err")));
      if (out.length() < head.number("out") || err.length() < head.number("err")) {
        throw Fields.broken("all of its outputs");
      }
      Ran.Note note = Ran.Note.valueOf(head.text("note"));
      all.add(new Ran((int) head.number("status"), note, out, err));
    }
    return all;
  }
}
