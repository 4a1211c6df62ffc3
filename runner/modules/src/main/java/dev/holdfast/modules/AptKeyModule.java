package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `apt_key`: keys that apt trusts, through the machine's `apt-key` and `gpg`.
final class AptKeyModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "apt_key",
        ArgumentSpec.of(
                Argument.str("id"),
                Argument.str("url"),
                Argument.str("data"),
                Argument.path("file"),
                Argument.path("keyring"),
                Argument.bool("validate_certs", true),
                Argument.str("keyserver"),
                Argument.str("state").or("present").choices("absent", "present"))
            .with(Rule.exclusive("data", "file", "keyserver", "url")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One key on one machine.
  private static final class Work {
    private static final Set<String> PROXIES =
        Set.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy");

    private final Invocation invocation;
    private final Parameters arguments;
    private Optional<Bytes> data = Optional.empty();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
    }

    ModuleResult run() {
      Probe.Query list = list();
      Probe.Which gpg = new Probe.Which("gpg");
      Answers answers = invocation.machine().ask(list, gpg, new Probe.Which("apt-key"));
      required(answers.which(new Probe.Which("apt-key")), "apt-key");
      required(answers.which(gpg), "gpg");
      data = arguments.text("data").filter(text -> !text.isEmpty()).map(Bytes::of);
      Optional<String> id = arguments.text("id").filter(text -> !text.isEmpty()).or(this::found);
      ModuleResult result =
          ModuleResult.changed(false).with("id", id.<Value>map(Str::unsafe).orElse(None.NONE));
      String key = id.orElse("").toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
      if (!key.matches("[0-9A-F]{8}|[0-9A-F]{16,}")) {
        throw new ModuleFailure(result.with("failed", true).with("msg", "Invalid key_id"));
      }
      String shortId = key.substring(key.length() - 8);
      String fingerprint = key.length() > 16 ? key.substring(key.length() - 16) : key;
      result = result.with("short_id", shortId).with("fp", fingerprint).with("key_id", key);
      boolean brief = key.length() == 8;
      List<String> before = keys(answers.of(list), brief);
      result = result.with("before", before);
      boolean present = arguments.must("state").equals("present");
      if (before.contains(fingerprint) == present) {
        return result;
      }
      result = result.with("changed", true);
      if (invocation.checkMode()) {
        return result;
      }
      if (present) {
        add(key);
      } else {
        remove(shortId);
      }
      List<String> after = keys(invocation.machine().ask(list).of(list), brief);
      result = result.with("after", after);
      if (after.contains(fingerprint) != present) {
        String what = present ? "failed to add the key" : "the key was not removed";
        throw new ModuleFailure(
            result
                .with("failed", true)
                .with(
                    "msg",
                    "apt-key did not return an error, but %s (check that the id is correct and *not* a subkey)"
                        .formatted(what)));
      }
      return result;
    }

    private static void required(Optional<String> path, String program) {
      if (path.isEmpty()) {
        throw ModuleFailure.of(
            "Failed to find required executable \"%s\": where apt-key is gone, a keyring file for"
                    .formatted(program)
                + " signed-by (deb822_repository, get_url) takes its place");
      }
    }

    /// The id of the key that is given itself.
    private Optional<String> found() {
      if (arguments.has("keyserver")) {
        throw ModuleFailure.of("Missing key_id, required with keyserver.");
      }
      arguments.text("url").ifPresent(this::download);
      Optional<String> file = arguments.text("file");
      if (file.isEmpty() && data.isEmpty()) {
        return Optional.empty();
      }
      Command gpg = Command.of("gpg", "--with-colons", file.orElse("-")).with(AptCache.ENVIRONMENT);
      Step step =
          Step.Run.any(
              file.isPresent() ? gpg : gpg.withInput(Payload.of(data.orElseThrow().toArray())));
      Ran ran = invocation.machine().apply(step).first();
      if (!ran.ok()) {
        throw ModuleFailure.of(
                "Unable to extract key from '%s'".formatted(file.orElse("inline data")))
            .with("stdout", ran.text())
            .with("stderr", ran.errors());
      }
      return keys(ran.text(), false).stream().findFirst();
    }

    private void download(String url) {
      HttpResponse response = new HttpClient(invocation).send(HttpRequest.of(arguments, url));
      if (response.status() != 200) {
        throw ModuleFailure.of(
            "Failed to download key at %s: %s".formatted(url, response.message()));
      }
      data = Optional.of(response.body());
    }

    private List<String> aptKey(String... words) {
      List<String> all = new ArrayList<>(List.of("apt-key"));
      arguments.text("keyring").ifPresent(ring -> all.addAll(List.of("--keyring", ring)));
      all.addAll(List.of(words));
      return all;
    }

    private Probe.Query list() {
      return new Probe.Query(
          Command.of(aptKey("adv", "--list-public-keys", "--keyid-format=long"))
              .with(AptCache.ENVIRONMENT));
    }

    private static List<String> keys(Ran ran, boolean brief) {
      if (!ran.ok()) {
        throw failed("Unable to list public keys", ran);
      }
      return keys(ran.text(), brief);
    }

    private static List<String> keys(String text, boolean brief) {
      List<String> found = new ArrayList<>();
      for (String line : text.split("\n")) {
        if ((line.startsWith("pub") || line.startsWith("sub")) && !line.contains("expired")) {
          String[] words = line.split("\\s+");
          String[] parts = words.length > 1 ? words[1].split("/", -1) : new String[0];
          String[] colons = line.split(":", -1);
          if (parts.length == 2) {
            found.add(parts[1]);
          } else if (colons.length > 4) {
            found.add(colons[4]);
          }
        }
      }
      return brief
          ? found.stream().map(key -> key.substring(Math.max(0, key.length() - 8))).toList()
          : found;
    }

    private void add(String key) {
      Optional<String> server = arguments.text("keyserver");
      if (arguments.has("file")) {
        String file = arguments.must("file");
        Ran ran = apply(Command.of(aptKey("add", file)));
        if (!ran.ok()) {
          throw failed("Unable to add a key from file " + file, ran);
        }
      } else if (server.isPresent()) {
        receive(server.get(), key);
      } else {
        if (data.isEmpty()) {
          arguments.text("url").ifPresent(this::download);
        }
        byte[] content =
            data.orElseThrow(() -> ModuleFailure.of("No key to add ... how did i get here?!?!"))
                .toArray();
        Ran ran = apply(Command.of(aptKey("add", "-")).withInput(Payload.of(content)));
        if (!ran.ok()) {
          throw failed("Unable to add a key from binary data", ran);
        }
      }
    }

    private Ran apply(Command command) {
      return invocation.machine().apply(Step.Run.any(command.with(AptCache.ENVIRONMENT))).first();
    }

    private void receive(String server, String key) {
      List<String> words = new ArrayList<>(aptKey("adv", "--no-tty", "--keyserver", server));
      invocation.context().environment().entrySet().stream()
          .filter(entry -> PROXIES.contains(entry.getKey()) && !entry.getValue().isEmpty())
          .findFirst()
          .ifPresent(entry ->
              words.addAll(List.of("--keyserver-options", "http-proxy=" + entry.getValue())));
      words.addAll(List.of("--recv", key));
      Ran ran = apply(Command.of(words));
      for (int i = 1; i < 5 && !ran.ok(); i++) {
        ran = apply(Command.of(words));
      }
      if (!ran.ok()) {
        throw ran.status() == 2 && ran.text().contains("not found on keyserver")
            ? ModuleFailure.of("Key %s not found on keyserver %s".formatted(key, server))
            : failed("Error fetching key %s from keyserver: %s".formatted(key, server), ran);
      }
    }

    private void remove(String shortId) {
      Ran ran = apply(Command.of(aptKey("del", shortId)));
      if (!ran.ok()) {
        throw failed("Unable to remove a key with id " + shortId, ran);
      }
    }

    private static ModuleFailure failed(String message, Ran ran) {
      return ModuleFailure.of(message)
          .with("rc", Int.of(ran.status()))
          .with("stdout", ran.text())
          .with("stderr", ran.errors());
    }
  }
}
