package dev.holdfast.engine.run;

import dev.holdfast.engine.action.ActionContext;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.inventory.Warnings;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.ProjectFiles;
import dev.holdfast.engine.source.SearchPath;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Gives tasks the files of the project and the person at the terminal.
final class ProjectServices implements TaskServices {
  private final ProjectFiles files;
  private final Settings settings;
  private final Prompter prompter;
  private final Warnings warnings;
  private final Clock clock;
  private final TaskContext.Sleeper sleeper;

  ProjectServices(
      ProjectFiles files,
      Settings settings,
      Prompter prompter,
      Warnings warnings,
      Clock clock,
      TaskContext.Sleeper sleeper) {
    this.files = files;
    this.settings = settings;
    this.prompter = prompter;
    this.warnings = warnings;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  private SearchPath search(Play play, Task task) {
    return SearchPath.of(task, play.basedir(), settings.userPath());
  }

  @Override
  public TaskContext.Services of(
      Play play, Task task, Templates templates, TaskContext.ModuleTable modules) {
    SearchPath search = search(play, task);
    if (!(templates instanceof TemplarTemplates own)) {
      throw new IllegalStateException("templates of another engine");
    }
    return new TaskContext.Services(
        modules,
        new FilesBeside(search, files, settings.paths(Setting.DEFAULT_LOCAL_TMP).getFirst()),
        new TemplateFiles(own, search, files, settings, clock),
        clock,
        sleeper,
        warnings::warn);
  }

  @Override
  public ActionContext.Project project(Play play, Task task) {
    SearchPath search = search(play, task);
    return new ActionContext.Project() {
      @Override
      public Optional<YamlNode> yaml(Path file) {
        return files.freshYaml(file);
      }

      @Override
      public Path find(String folder, String name) {
        return search.require(folder, name);
      }

      @Override
      public Optional<String> ask(String prompt, boolean hidden) {
        return prompter.ask(prompt, hidden);
      }

      @Override
      public void say(String text) {
        prompter.say(text);
      }

      @Override
      public void warn(String text) {
        warnings.warn(text);
      }

      @Override
      public Settings settings() {
        return settings;
      }
    };
  }

  @Override
  public TaskContext.Sleeper sleeper() {
    return sleeper;
  }
}
