package dev.holdfast.modules;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// Bodies of forms, as Ansible's `uri` makes them.
///
/// @param type for the header
record HttpBody(String type, Payload content) {

  /// `form-urlencoded`: a dict, or a list of pairs; each value may be a list itself.
  static String urlEncoded(Value body) {
    List<String> pairs = new ArrayList<>();
    switch (body) {
      case DictValue dict -> dict.entries().forEach((key, value) -> pairs(key, value, pairs));
      case ListValue list -> list.items().forEach(item -> pair(item, pairs));
      default -> {
        return Text.str(body);
      }
    }
    return String.join("&", pairs);
  }

  private static void pair(Value item, List<String> pairs) {
    List<Value> parts =
        switch (item) {
          case ListValue list -> list.items();
          case TupleValue(List<Value> items) -> items;
          default -> List.of();
        };
    if (parts.size() != 2) {
      throw ModuleFailure.of(
          "failed to parse body as form_urlencoded: not enough values to unpack (expected 2, got %d)"
              .formatted(parts.size()));
    }
    pairs(parts.getFirst(), parts.getLast(), pairs);
  }

  private static void pairs(Value key, Value value, List<String> pairs) {
    List<Value> values = value instanceof ListValue list ? list.items() : List.of(value);
    values.stream()
        .filter(each -> each != None.NONE)
        .forEach(each -> pairs.add(quoted(Text.str(key)) + "=" + quoted(Text.str(each))));
  }

  /// As Python's `quote_plus` has it.
  private static String quoted(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /// `form-multipart`.
  ///
  /// @param file brings the content of a file that a field names
  static HttpBody multipart(Value body, Function<String, byte[]> file) {
    if (!(body instanceof DictValue dict)) {
      throw ModuleFailure.of("body must be mapping, cannot be type " + kind(body));
    }
    Map<String, Value> fields = new TreeMap<>();
    dict.entries().forEach((key, value) -> fields.put(Text.str(key), value));
    String boundary =
        "===============%019d==".formatted(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach((name, value) -> {
      out.writeBytes(ascii("--" + boundary + "\r\n"));
      part(name, value, file, out);
      out.writeBytes(ascii("\r\n"));
    });
    out.writeBytes(ascii("--" + boundary + "--\r\n"));
    return new HttpBody(
        "multipart/form-data; boundary=\"" + boundary + "\"", Payload.of(out.toByteArray()));
  }

  private static String kind(Value value) {
    return switch (value) {
      case Str _ -> "str";
      case ListValue _ -> "list";
      case None _ -> "NoneType";
      default -> value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static void part(
      String name, Value value, Function<String, byte[]> file, ByteArrayOutputStream out) {
    switch (value) {
      case Str text -> {
        out.writeBytes(
            utf8("Content-Type: text/plain\r\n" + disposition(name, "") + "\r\n" + text.text()));
      }
      case DictValue dict -> {
        String path = dict.get("filename").map(Text::str).orElse("");
        String content = dict.get("content").map(Text::str).orElse("");
        if (path.isEmpty() && content.isEmpty()) {
          throw ModuleFailure.of(
              "failed to parse body as form-multipart: at least one of filename or content must be"
                  + " provided");
        }
        String type = dict.get("mime_type").map(Text::str).orElseGet(() -> type(path));
        String about = "Content-Type: " + type + "\r\n" + disposition(name, Paths.base(path));
        if (content.isEmpty()) {
          byte[] encoded =
              Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encode(file.apply(path));
          out.writeBytes(utf8("Content-Transfer-Encoding: base64\r\n" + about + "\r\n"));
          out.writeBytes(encoded);
          out.writeBytes(ascii("\r\n"));
        } else {
          out.writeBytes(utf8(about + "\r\n" + content));
        }
      }
      default ->
          throw ModuleFailure.of(
              "failed to parse body as form-multipart: value must be a string, or mapping, cannot be type "
                  + kind(value));
    }
  }

  private static String disposition(String name, String file) {
    return "Content-Disposition: form-data; name=\"%s\"%s\r\n"
        .formatted(name, file.isEmpty() ? "" : "; filename=\"" + file + "\"");
  }

  /// The kinds of files that are sent most.
  private static String type(String path) {
    Map<String, String> known =
        Map.of(
            "txt", "text/plain",
            "json", "application/json",
            "html", "text/html",
            "xml", "text/xml",
            "csv", "text/csv",
            "zip", "application/zip",
            "tar", "application/x-tar",
            "pdf", "application/pdf",
            "png", "image/png");
    return known.getOrDefault(
        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
