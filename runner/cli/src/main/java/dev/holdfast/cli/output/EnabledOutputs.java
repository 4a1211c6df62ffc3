package dev.holdfast.cli.output;

import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What listens besides, by the names in the setting `callbacks_enabled`.
final class EnabledOutputs {
  private EnabledOutputs() {}

  static List<EventSink> of(Outputs.Request request, Screen screen) {
    List<EventSink> sinks = new ArrayList<>();
    for (String name : request.settings().list(Setting.CALLBACKS_ENABLED)) {
      if (!name.isEmpty()) {
        named(name, request, screen)
            .ifPresentOrElse(
                sinks::add,
                () ->
                    screen.warning(
                        "Skipping callback '%s', it is not served here: there are timer, profile_tasks, profile_roles, tree and junit"
                            .formatted(name)));
      }
    }
    request
        .tree()
        .ifPresent(folder -> sinks.add(new TreeOutput(folder, screen, request.verbosity())));
    if (request.progress() && request.terminal().present()) {
      sinks.add(new Progress(screen, Clock.systemUTC()));
    }
    return sinks;
  }

  private static Optional<EventSink> named(String name, Outputs.Request request, Screen screen) {
    Settings settings = request.settings();
    Clock clock = Clock.system(ZoneId.systemDefault());
    return switch (StdoutOutputs.shortName(name)) {
      case "timer" -> Optional.of(new TimerOutput(screen, clock));
      case "profile_tasks" ->
          Optional.of(
              new ProfileOutput(
                  screen,
                  clock,
                  ProfileOutput.Table.ofTasks(
                      settings.text(Setting.PROFILE_TASKS_OUTPUT_LIMIT),
                      settings.text(Setting.PROFILE_TASKS_SORT_ORDER),
                      request.verbosity())));
      case "profile_roles" ->
          Optional.of(new ProfileOutput(screen, clock, ProfileOutput.Table.ofRoles()));
      case "tree" -> Optional.of(tree(request, screen));
      case "junit" -> Optional.of(new JunitOutput(request.environment(), settings, clock));
      default -> Optional.empty();
    };
  }

  private static EventSink tree(Outputs.Request request, Screen screen) {
    String folder =
        request.environment().getOrDefault("ANSIBLE_CALLBACK_TREE_DIR", "~/.ansible/tree");
    Path path = request.settings().userPath().resolve(folder);
    return new TreeOutput(path, screen, request.verbosity());
  }
}
