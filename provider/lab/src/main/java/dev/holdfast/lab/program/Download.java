package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileFault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The request of the modules `get_url` and `uri`, as if the machine had curl.
record Download(Web web) {
  /// The folder, then the lengths of the parts on the input.
  static final Pattern TEXT =
      Pattern.compile(
          "set -- (\\S+)\numask 077; mkdir \"\\$1\" .*?part (\\d+) curl; part (\\d+) wget;"
              + " part (\\d+) busybox; part (\\d+) address\n.*",
          Pattern.DOTALL);

  private static final int UNREADABLE_FILE = 37;
  private static final int UNKNOWN_HOST = 6;

  Ran fetch(Call call, Matcher text) {
    String folder = text.group(1);
    int from = 0;
    for (int group = 2; group < 5; group++) {
      from += Integer.parseInt(text.group(group));
    }
    byte[] input = call.input().toArray();
    int to = Math.min(input.length, from + Integer.parseInt(text.group(5)));
    String url = new String(Arrays.copyOfRange(input, from, to), StandardCharsets.UTF_8).strip();
    call.files().makeDirectory(folder, 0700);
    if (url.startsWith("file://")) {
      return file(call, folder, url.substring("file://".length()));
    }
    Optional<Bytes> page = web.get(url);
    if (page.isEmpty() && !web.knows(url)) {
      return ended(UNKNOWN_HOST, "", "curl: (6) Could not resolve host: " + url + "\n");
    }
    keep(call, folder, page.map(Bytes::toArray).orElse(new byte[0]));
    String status = page.isPresent() ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found";
    return ended(
        0,
        "%s\r\ncontent-length: %d\r\n\r\n".formatted(status, page.map(Bytes::length).orElse(0)),
        "");
  }

  private static Ran file(Call call, String folder, String path) {
    try {
      keep(call, folder, call.files().read(path));
      return ended(0, "", "");
    } catch (FileFault _) {
      return ended(UNREADABLE_FILE, "", "curl: (37) Couldn't open file " + path + "\n");
    }
  }

  private static void keep(Call call, String folder, byte[] content) {
    call.files().write(folder + "/out", content);
    call.files().permissions(folder + "/out", 0600);
  }

  private static Ran ended(int status, String headers, String errors) {
    return Ends.ok(
        "curl %d %d %d\n%s%s"
            .formatted(status, headers.length(), errors.length(), headers, errors));
  }
}
