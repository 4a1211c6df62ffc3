package dev.holdfast.transport.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts a stream at marks, which are texts that nobody else can know, without looking at what is
/// between them.
final class MarkedReader {
  private final InputStream source;
  private final byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;

  MarkedReader(InputStream source) {
    this.source = source;
  }

  /// Moves everything before the mark to the sink, and swallows the mark. What can be no part of a
  /// mark is moved at once.
  ///
  /// @throws EOFException when the stream ends before the mark; all of it is in the sink then
  void copyUntil(byte[] mark, OutputStream sink) throws IOException {
    while (true) {
      int found = find(mark);
      sink.write(buffer, start, found - start);
      start = found;
      if (end - found >= mark.length) {
        start += mark.length;
        return;
      }
      try {
        fill();
      } catch (EOFException e) {
        sink.write(buffer, start, end - start);
        start = end;
        throw e;
      }
    }
  }

  /// The rest of the line.
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      for (; start < end; start++) {
        if (buffer[start] == '\n') {
          start++;
          return line.toString(StandardCharsets.UTF_8).stripTrailing();
        }
        line.write(buffer[start]);
      }
      fill();
    }
  }

  /// All that was not read yet; nothing else may be read from here afterwards.
  InputStream rest() {
    return new SequenceInputStream(
        new ByteArrayInputStream(buffer.clone(), start, end - start), source);
  }

  /// Where the mark begins, or where something begins that may become it, or the end.
  private int find(byte[] mark) {
    for (int at = start; at < end; at++) {
      if (buffer[at] == mark[0]) {
        int length = Math.min(mark.length, end - at);
        if (Arrays.equals(buffer, at, at + length, mark, 0, length)) {
          return at;
        }
      }
    }
    return end;
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int count = source.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("the stream ended");
    }
    end += count;
  }
}
