package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that listens to a run: what the user sees, and what the settings enable besides.
public final class Outputs implements AutoCloseable {
  private final Screen screen;
  private final EventSink main;
  private final List<EventSink> others;

  /// What the terminal can do.
  ///
  /// @param plain whether the environment forbids colours
  public record Terminal(boolean present, boolean plain, int columns) {}

  /// What is asked for.
  ///
  /// @param callback the name of what prints the run
  /// @param ours whether the name came with an option of ours, where `json` is one event a line
  /// @param tree where `-t` wants a file for each host
  /// @param environment for the settings that callbacks have beside `ansible.cfg`
  /// @param progress whether a live line is wanted
  public record Request(
      PrintStream out,
      PrintStream err,
      Settings settings,
      Terminal terminal,
      int verbosity,
      boolean check,
      String callback,
      boolean ours,
      Optional<Path> tree,
      Map<String, String> environment,
      boolean progress) {
    /// Of a command that runs nothing.
    public static Request plain(
        PrintStream out, PrintStream err, Settings settings, Terminal terminal) {
      return new Request(
          out, err, settings, terminal, 0, false, "", false, Optional.empty(), Map.of(), false);
    }
  }

  private Outputs(Screen screen, EventSink main, List<EventSink> others) {
    this.screen = screen;
    this.main = main;
    this.others = List.copyOf(others);
  }

  public static Outputs open(Request request) {
    Screen screen = screen(request);
    EventSink main = StdoutOutputs.named(request, screen);
    boolean runs = !request.callback().isEmpty();
    return new Outputs(screen, main, runs ? EnabledOutputs.of(request, screen) : List.of());
  }

  private static Screen screen(Request request) {
    Settings settings = request.settings();
    boolean colours =
        !request.terminal().plain()
            && !settings.bool(Setting.ANSIBLE_NOCOLOR)
            && (request.terminal().present() || settings.bool(Setting.ANSIBLE_FORCE_COLOR));
    Optional<String> path = settings.optional(Setting.DEFAULT_LOG_PATH);
    Optional<LogFile> log = path.flatMap(name -> LogFile.open(Path.of(name), Clock.systemUTC()));
    if (log.isEmpty() && path.isPresent()) {
      request
          .err()
          .print(
              "[WARNING]: log file at "
                  + path.get()
                  + " is not writeable and we cannot create it, aborting\n\n");
    }
    return new Screen(
        request.out(),
        request.err(),
        colours ? Optional.of(Palette.of(settings)) : Optional.empty(),
        request.terminal().columns(),
        log);
  }

  /// Where lines go.
  public Screen screen() {
    return screen;
  }

  /// Who listens to the run.
  public EventSink sink() {
    return this::tell;
  }

  private void tell(Event event) {
    main.on(event);
    others.forEach(sink -> sink.on(event));
  }

  public void warn(String text) {
    screen.warning(text);
  }

  @Override
  public void close() {
    screen.close();
  }
}
