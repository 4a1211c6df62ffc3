package dev.holdfast.lab.ssh;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.RecordRequest;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryMachine;
import dev.holdfast.lab.machine.RecordWork;
import dev.holdfast.language.value.LanguageException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The far end of the runner's persistent shell on a machine without one. The frame is that of a
/// real machine (a line `MARK SCRIPT INPUT`, the script, the input); the script is a message of
/// records.
final class RecordLoop {
  private static final int UNREADABLE = 70;

  private final MemoryMachine machine;
  private final Identity who;
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;

  RecordLoop(
      MemoryMachine machine, Identity who, InputStream in, OutputStream out, OutputStream err) {
    this.machine = machine;
    this.who = who;
    this.in = new BufferedInputStream(in);
    this.out = out;
    this.err = err;
  }

  /// Serves requests until the other side is through.
  int run() throws IOException {
    while (true) {
      String head;
      try {
        head = line();
      } catch (EOFException _) {
        return 0;
      }
      serve(head.split(" "));
    }
  }

  private void serve(String[] head) throws IOException {
    if (head.length != 3) {
      throw new IOException("a request began with another line");
    }
    String mark = head[0];
    String script = head[1].startsWith("b") ? counted(head) : lines(Integer.parseInt(head[1]));
    byte[] input = in.readNBytes(Integer.parseInt(head[2]));
    if (input.length > 0) {
      while (!line().endsWith(mark)) {
        // What real machines may swallow stands before the mark.
      }
    }
    say(out, mark + "\n");
    Ran ran = answer(script, input);
    out.write(ran.out().toArray());
    err.write(ran.err().toArray());
    say(out, "%s %d 0\n".formatted(mark, ran.status()));
    say(err, mark + "\n");
  }

  /// Half a message is never carried out.
  private String counted(String[] head) throws IOException {
    int length = Integer.parseInt(head[1].substring(1));
    String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!text.endsWith("\n" + head[0])) {
      throw new EOFException("a message was cut off");
    }
    return text.substring(0, text.length() - head[0].length() - 1);
  }

  private String lines(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line()).append('\n');
    }
    return text.toString();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the channel ended");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private Ran answer(String script, byte[] input) throws IOException {
    if (!script.startsWith("{")) {
      List<String> words = List.of("/bin/sh", "-c", script);
      return machine.run(
          new Call(machine, who, words, Bytes.of(input), who.home(), who.environment()));
    }
    try {
      RecordRequest request = RecordRequest.read(script, new ByteArrayInputStream(input));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      new RecordWork(machine, who).answer(request).write(answer);
      return new Ran(0, Ran.Note.NONE, Bytes.of(answer.toByteArray()), Bytes.EMPTY);
    } catch (MachineException | LanguageException e) {
      return new Ran(
          UNREADABLE, Ran.Note.NONE, Bytes.EMPTY, Bytes.of(String.valueOf(e.getMessage())));
    }
  }

  private static void say(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }
}
