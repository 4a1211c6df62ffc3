package dev.holdfast.transport.ssh;

import dev.holdfast.transport.Limits;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.shell.Single;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Copies files with nothing but `sh`, `cat` and `wc` on the machine, because many have no SFTP
/// server. Sizes are checked on both sides.
final class FileCopy {
  private final SshChannels channels;

  FileCopy(SshChannels channels) {
    this.channels = channels;
  }

  void upload(InputStream content, long length, String path) throws IOException {
    String script =
        "umask 077; set -C; cat > \"$1\" && set -- \"$1\" \"$(wc -c < \"$1\")\" && [ $2 -eq "
            + length
            + " ]";
    long[] sent = new long[1];
    IOException[] broken = new IOException[1];
    Single.Outcome outcome =
        Single.run(
            channels,
            command(script, path),
            sink -> {
              try {
                sent[0] = content.transferTo(sink);
              } catch (IOException e) {
                broken[0] = e;
                throw e;
              }
            },
            InputStream::readAllBytes,
            Limits.NONE);
    if (!outcome.ok() || sent[0] != length) {
      String what = sent[0] == length ? outcome.said() : "only " + sent[0] + " bytes were at hand";
      throw new IOException(
          "Unable to write " + path + " on " + channels.name() + ": " + what, broken[0]);
    }
  }

  void download(String path, OutputStream sink) throws IOException {
    String mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    String script =
        "[ -f \"$1\" ] || { echo not a file >&2; exit 1; }; n=$(wc -c < \"$1\") && echo "
            + mark
            + " $n && cat \"$1\"";
    IOException[] here = new IOException[1];
    long[] sizes = new long[2];
    Single.Outcome outcome =
        Single.run(
            channels,
            command(script, path),
            OutputStream::close,
            stdout -> {
              BufferedInputStream in = new BufferedInputStream(stdout);
              sizes[0] = announced(in, mark);
              sizes[1] = copy(in, sink, here);
            },
            Limits.NONE);
    if (here[0] != null) {
      throw here[0];
    }
    if (!outcome.ok() || sizes[1] < sizes[0]) {
      String what = outcome.ok() ? sizes[1] + " of " + sizes[0] + " bytes came" : outcome.said();
      throw new IOException("Unable to read " + path + " on " + channels.name() + ": " + what);
    }
  }

  /// Passes over what the login shell may print, up to the line with the mark.
  private static long announced(InputStream in, String mark) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      int at = line.indexOf(mark + " ");
      if (at >= 0) {
        return Long.parseLong(line.substring(at + mark.length()).strip());
      }
      line.setLength(0);
    }
    return 0;
  }

  private static long copy(InputStream in, OutputStream sink, IOException[] here)
      throws IOException {
    byte[] buffer = new byte[32 * 1024];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      try {
        sink.write(buffer, 0, count);
      } catch (IOException e) {
        here[0] = e;
        return total;
      }
    }
    return total;
  }

  private static String command(String script, String path) {
    return "exec /bin/sh -c " + quote(script) + " sh " + quote(path);
  }

  private static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new TransportException(
          TransportException.Reason.CONFIGURATION, "a file's name cannot hold a NUL byte");
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
