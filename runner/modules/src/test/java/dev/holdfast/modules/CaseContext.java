package dev.holdfast.modules;

import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.ControllerFiles;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.engine.module.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the engine gives to a module, as far as the cases need it.
record CaseContext(
    Machine machine,
    boolean checkMode,
    boolean diffMode,
    Path controller,
    DictValue variables,
    Time clock)
    implements Context {
  /// Time that passes by itself and, at once, by waiting.
  static final class Time extends Clock {
    private Duration waited = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(waited);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone is enough");
    }
  }

  @Override
  public int verbosity() {
    return 0;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }

  @Override
  public ControllerFiles files() {
    return new Folder(controller);
  }

  /// Templates of the cases have variables of the form `{{ name }}` only.
  @Override
  public Templar templar() {
    return new Templar() {
      @Override
      public String renderFile(Path source, byte[] content, String target, Settings settings) {
        return Text.replace(new String(content, StandardCharsets.UTF_8), variables);
      }

      @Override
      public Value render(String text, Map<String, Value> more) {
        return Str.of(Text.replace(text, variables));
      }
    };
  }

  /// The one thing that the double of the templar can do.
  private static final class Text {
    static String replace(String text, DictValue variables) {
      String result = text;
      for (Map.Entry<Value, Value> entry : variables.entries().entrySet()) {
        result =
            result.replace(
                "{{ " + dev.holdfast.language.value.Text.str(entry.getKey()) + " }}",
                dev.holdfast.language.value.Text.str(entry.getValue()));
      }
      return result;
    }
  }

  @Override
  public Optional<Value> variable(String name) {
    return variables.get(name);
  }

  @Override
  public ModuleResult call(String module, DictValue arguments) {
    return ModuleRunner.run(Modules.named(module).orElseThrow(), module, arguments, this).result();
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public void reconnect() {}

  @Override
  public void sleep(Duration duration) {
    clock.waited = clock.waited.plus(duration);
  }

  private record Folder(Path root) implements ControllerFiles {
    @Override
    public Path find(String folder, String name) {
      return root.resolve(name);
    }

    @Override
    public byte[] read(Path path, boolean decrypt) throws IOException {
      return Files.readAllBytes(path);
    }

    @Override
    public Payload payload(Path path, boolean decrypt) throws IOException {
      return Payload.of(Files.readAllBytes(path));
    }

    @Override
    public List<String> walk(Path folder) throws IOException {
      try (Stream<Path> all = Files.walk(folder)) {
        return all.filter(path -> !path.equals(folder))
            .map(path -> folder.relativize(path) + (Files.isDirectory(path) ? "/" : ""))
            .sorted()
            .toList();
      }
    }

    @Override
    public String scratch(String dest, String name) {
      return name.isEmpty() ? dest : root.resolve(name).toString();
    }

    @Override
    public void write(Path path, Payload content) throws IOException {
      Files.createDirectories(path.getParent());
      try (InputStream stream = content.open()) {
        Files.copy(stream, path, StandardCopyOption.REPLACE_EXISTING);
      }
    }

    @Override
    public Optional<Payload> existing(Path path) throws IOException {
      return Files.isRegularFile(path) ? Optional.of(payload(path, false)) : Optional.empty();
    }

    @Override
    public Path resolve(String path) {
      return root.resolve(path);
    }
  }
}
