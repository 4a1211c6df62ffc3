package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `uri`: a request that the machine makes by itself ([HttpClient] says with what), and what came
/// of it.
final class UriModule implements Module {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "uri",
        ArgumentSpec.of(
                Argument.path("dest"),
                Argument.raw("body"),
                Argument.str("body_format")
                    .or("raw")
                    .choices("form-urlencoded", "json", "raw", "form-multipart"),
                Argument.path("src"),
                Argument.str("method").or("GET"),
                Argument.bool("return_content", false),
                Argument.str("follow_redirects")
                    .or("safe")
                    .choices("all", "no", "none", "safe", "urllib2", "yes"),
                Argument.path("creates"),
                Argument.path("removes"),
                Argument.listOf(ArgumentType.INT, "status_code").or(ListValue.of(Int.of(200))),
                Argument.integer("timeout").or(30),
                Argument.dict("headers").or(new DictValue()),
                Argument.path("unix_socket"),
                Argument.bool("remote_src", false),
                Argument.path("ca_path"))
            .with(HttpRequest.arguments("user", "password"))
            .with(Rule.exclusive("body", "src"))
            .withFileArguments());
  }

  @Override
  public String messageName(String called) {
    return "ansible.legacy.uri";
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    if (invocation.checkMode()) {
      return ModuleResult.skipped("remote module (ansible.legacy.uri) does not support check mode");
    }
    return new Work(invocation).run();
  }

  /// One request of one task.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String url;
    private final String method;
    private Optional<String> dest;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.url = arguments.must("url");
      this.method = arguments.must("method").toUpperCase(Locale.ROOT);
      this.dest = arguments.text("dest");
    }

    ModuleResult run() {
      if (!method.matches("[A-Z]+")) {
        throw ModuleFailure.of(
            "Parameter 'method' needs to be a single word in uppercase, like GET or POST.");
      }
      HttpRequest request = body(HttpRequest.of(arguments, url).withMethod(method));
      Optional<ModuleResult> guarded = guarded();
      if (guarded.isPresent()) {
        return guarded.get();
      }
      Optional<FileStatus> there = dest.flatMap(this::status);
      if (arguments.on("force")) {
        request = request.withHeader("cache-control", "no-cache");
      } else if (there.map(FileStatus::isFile).orElse(false)) {
        long seconds = there.orElseThrow().modified().longValue();
        request =
            request.withHeader("If-Modified-Since", STAMP.format(Instant.ofEpochSecond(seconds)));
      }
      Instant start = invocation.context().clock().instant();
      HttpResponse response = new HttpClient(invocation).send(request.withRedirects(follows()));
      long elapsed = Duration.between(start, invocation.context().clock().instant()).toSeconds();
      if (response.limited()
          && response.status() != 304
          && (arguments.on("return_content") || dest.isPresent())
          && accepted(response)) {
        throw ModuleFailure.of(
            "BusyBox' wget, the only one on this machine, does not show the content beside status"
                + " %d; curl or GNU wget can".formatted(response.status()));
      }
      return result(response, elapsed, there);
    }

    private boolean follows() {
      return switch (arguments.must("follow_redirects")) {
        case "all", "yes" -> true;
        case "urllib2" -> method.matches("GET|HEAD|POST");
        case "safe" -> method.matches("GET|HEAD");
        default -> false;
      };
    }

    private Optional<FileStatus> status(String path) {
      Probe.Stat probe = FileAccess.of(invocation).stat(path).following(true);
      return invocation.machine().ask(probe).stat(probe);
    }

    private Optional<ModuleResult> guarded() {
      Optional<String> creates = arguments.text("creates");
      Optional<String> removes = arguments.text("removes");
      if (creates.isEmpty() && removes.isEmpty()) {
        return Optional.empty();
      }
      Probe.Exists made = new Probe.Exists(creates.orElse("/"));
      Probe.Exists gone = new Probe.Exists(removes.orElse("/"));
      Answers answers = invocation.machine().ask(made, gone);
      if (creates.isPresent() && answers.exists(made)) {
        return Optional.of(skipped("exists", creates.get()));
      }
      return removes.isPresent() && !answers.exists(gone)
          ? Optional.of(skipped("does not exist", removes.get()))
          : Optional.empty();
    }

    private static ModuleResult skipped(String because, String path) {
      return ModuleResult.changed(false)
          .with("stdout", "skipped, since '%s' %s".formatted(path, because));
    }

    private HttpRequest body(HttpRequest request) {
      Optional<String> source = arguments.text("src").filter(text -> !text.isEmpty());
      if (source.isPresent()) {
        return typed(request.withBody(Payload.of(file(source.get()))), "");
      }
      Optional<Value> body = arguments.value("body");
      return switch (arguments.must("body_format")) {
        case "json" -> {
          boolean bare = body.isEmpty() && method.matches("GET|HEAD|DELETE|OPTIONS");
          Value value = body.orElse(None.NONE);
          String text =
              value instanceof Str str ? str.text() : JsonWriter.write(value, JsonFormat.PLAIN);
          yield typed(bare ? request : request.withBody(Payload.of(text)), "application/json");
        }
        case "form-urlencoded" ->
            typed(
                body.map(value -> request.withBody(Payload.of(HttpBody.urlEncoded(value))))
                    .orElse(request),
                "application/x-www-form-urlencoded");
        case "form-multipart" -> {
          HttpBody form = HttpBody.multipart(body.orElse(None.NONE), this::file);
          yield request.withHeader("Content-Type", form.type()).withBody(form.content());
        }
        default -> body.map(value -> request.withBody(Payload.of(Text.str(value)))).orElse(request);
      };
    }

    private static HttpRequest typed(HttpRequest request, String type) {
      return type.isEmpty() || request.hasHeader("content-type")
          ? request
          : request.withHeader("Content-Type", type);
    }

    /// A file of the machine or from beside the playbook.
    private byte[] file(String path) {
      if (arguments.on("remote_src")) {
        Probe.ReadFile read = new Probe.ReadFile(path);
        return invocation
            .machine()
            .ask(read)
            .content(read)
            .orElseThrow(() -> ModuleFailure.of("Unable to open source file " + path))
            .toArray();
      }
      Path found = invocation.context().files().find("files", path);
      try {
        return invocation.context().files().read(found, true);
      } catch (IOException problem) {
        throw ModuleFailure.of("Unable to open source file " + path);
      }
    }

    private boolean accepted(HttpResponse response) {
      return arguments.texts("status_code").contains(Integer.toString(response.status()));
    }

    private ModuleResult result(HttpResponse response, long elapsed, Optional<FileStatus> there) {
      boolean success = response.isSuccess();
      DictValue all = new DictValue();
      all.put("url", Str.unsafe(success ? response.url() : url));
      response
          .headers()
          .forEach((name, value) -> all.put(name.replace('-', '_'), Str.unsafe(value)));
      if (success) {
        DictValue cookies = new DictValue();
        response.cookies().forEach((name, value) -> cookies.put(name, Str.unsafe(value)));
        all.put("cookies", cookies);
        all.put(
            "cookies_string",
            Str.unsafe(
                String.join(
                    "; ",
                    response.cookies().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList())));
      }
      all.get("location")
          .map(Text::str)
          .ifPresent(place -> all.put("location", Str.unsafe(absolute(place))));
      String message = response.message();
      ModuleResult result =
          ModuleResult.of(all)
              .with("changed", false)
              .with("status", response.status())
              .with("redirected", success && !response.url().equals(url))
              .with("elapsed", elapsed)
              .with("msg", message);
      String content = text(response);
      boolean json = isJson(response);
      if (json) {
        ModuleResult plain = result;
        result = parsed(content).map(value -> plain.with("json", value)).orElse(plain);
      }
      boolean read = json || arguments.on("return_content") || !accepted(response);
      if (!read && !success) {
        result = result.with("body", content);
      }
      if (dest.isPresent()) {
        result = saved(result, response, there);
      }
      if (arguments.on("return_content")) {
        result = result.with("content", content);
      }
      return accepted(response)
          ? result
          : result
              .with("failed", true)
              .with(
                  "msg",
                  "Status code was %d and not [%s]: %s"
                      .formatted(
                          response.status(),
                          String.join(", ", arguments.texts("status_code")),
                          message));
    }

    private String absolute(String location) {
      if (location.contains("://")) {
        return location;
      }
      String path = url.replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("[?#].*", "");
      return location.startsWith("/")
          ? (path.isEmpty() ? url : url.replace(path, "")) + location
          : Paths.directory(url) + "/" + location;
    }

    private static boolean isJson(HttpResponse response) {
      String type = response.headers().getOrDefault("content-type", "");
      String kind = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
      return kind.matches("[^/]+/([^+]*\\+)?(json|javascript)");
    }

    private static String text(HttpResponse response) {
      String type = response.headers().getOrDefault("content-type", "");
      String name = type.replaceFirst("(?i)^.*charset=\"?([^\";]+).*$", "$1").strip();
      byte[] bytes = response.body().toArray();
      boolean known = !name.equals(type.strip()) && !name.isEmpty() && Charset.isSupported(name);
      return new String(bytes, known ? Charset.forName(name) : StandardCharsets.UTF_8);
    }

    private static Optional<Value> parsed(String content) {
      try {
        return Optional.of(JsonReader.read(content));
      } catch (JsonException notJson) {
        return Optional.empty();
      }
    }

    private ModuleResult saved(
        ModuleResult result, HttpResponse response, Optional<FileStatus> there) {
      boolean folder = there.map(FileStatus::isDirectory).orElse(false);
      if (response.status() < 0) {
        return result;
      }
      String path = folder ? Paths.join(dest.orElseThrow(), name(response)) : dest.orElseThrow();
      if (!accepted(response) || response.status() == 304) {
        Optional<FileStatus> now = folder ? status(path) : there;
        return now.map(found -> FileAccess.describe(result.with("path", path), found))
            .orElseGet(() -> result.with("path", path).with("state", "absent"));
      }
      FileAccess access = FileAccess.of(invocation);
      Optional<FileStatus> old = folder ? status(path) : there;
      Payload content = Payload.of(response.body().toArray());
      FileStatus now = new FileWriter(invocation, access).write(path, content, old).status();
      return FileAccess.describe(result.with("changed", true).with("path", path), now);
    }

    private static String name(HttpResponse response) {
      Map<String, String> headers = response.headers();
      String given =
          headers
              .getOrDefault("content-disposition", "")
              .replaceFirst("(?i)^.*filename=\"?([^\";]+).*$", "$1");
      boolean named = headers.getOrDefault("content-disposition", "").contains("filename=");
      String path = response.url().replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("[?#].*", "");
      String name = Paths.base(named ? given : path);
      return name.isEmpty() ? "index.html" : name;
    }
  }
}
