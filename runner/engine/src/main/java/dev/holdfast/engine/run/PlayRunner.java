package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.PlaybookLoader;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.vars.VariableStore;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Runs one play: chooses its hosts, asks its questions, and takes its batches through its tasks.
final class PlayRunner {
  private final Play play;
  private final RunState run;
  private final Parts parts;
  private final Templates templates;
  private final Keywords keywords;

  /// What plays need from the run.
  record Parts(
      RunOptions options,
      Inventory inventory,
      VariableStore store,
      PlaybookLoader loader,
      TaskExecution tasks,
      Workers workers,
      Prompter prompter,
      StepChoice step,
      StartAt startAt) {}

  /// What a play means for the rest of the run.
  enum End {
    /// The next play may run.
    GO_ON,
    /// No further play runs.
    STOP
  }

  PlayRunner(Play play, RunState run, Parts parts) {
    this.play = play;
    this.run = run;
    this.parts = parts;
    this.templates = parts.tasks().templates(play);
    this.keywords = new Keywords(play.directives(), templates, parts.options().keywords());
  }

  End run() throws InterruptedException {
    new Prompts(parts.prompter(), run)
        .ask(play, templates, name -> parts.store().extra().get(name).isPresent())
        .entries()
        .forEach((name, value) -> parts.store().answer(play, Text.str(name), value));
    List<String> hosts = hosts();
    if (hosts.isEmpty()) {
      run.tell(new Event.PlayStarted(play, name(), List.of()));
      run.tell(new Event.NoHostsMatched());
      return End.GO_ON;
    }
    boolean stop = false;
    for (List<String> batch : batches(hosts)) {
      int lostBefore = run.failed().size() + run.unreachable().size();
      PlayState state = state(batch, hosts);
      run.tell(new Event.PlayStarted(play, name(), batch));
      stop |= strategy(state).run();
      state.settle();
      if (state.ended()) {
        break;
      }
      int lost = run.failed().size() + run.unreachable().size() - lostBefore;
      if (lost == batch.size()) {
        return End.STOP;
      }
    }
    return stop ? End.STOP : End.GO_ON;
  }

  private String name() {
    return keywords
        .text(Keyword.NAME)
        .filter(name -> !name.isEmpty())
        .orElseGet(() -> String.join(",", patterns()));
  }

  private List<String> patterns() {
    Value hosts = play.keyword(Keyword.HOSTS).map(Given::value).orElse(Str.of(""));
    return Keywords.texts(templates.template(hosts));
  }

  private List<String> hosts() {
    List<Host> chosen = parts.inventory().select(patterns());
    String order = keywords.text(Keyword.ORDER).orElse("inventory");
    return parts.inventory().ordered(chosen, order).stream().map(Host::name).toList();
  }

  /// The hosts in batches of the sizes that `serial` lists; the last size repeats.
  private List<List<String>> batches(List<String> hosts) {
    List<Value> sizes = serial();
    if (sizes.isEmpty()) {
      return List.of(hosts);
    }
    List<List<String>> batches = new ArrayList<>();
    int from = 0;
    for (int index = 0; from < hosts.size(); index++) {
      int size = size(sizes.get(Math.min(index, sizes.size() - 1)), hosts.size());
      int to = size <= 0 ? hosts.size() : Math.min(hosts.size(), from + size);
      batches.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private List<Value> serial() {
    return keywords
        .value(Keyword.SERIAL)
        .map(value -> value instanceof ListValue list ? list.items() : List.of(value))
        .orElse(List.of());
  }

  private static int size(Value given, int hosts) {
    String text = Text.str(given).strip();
    try {
      if (given instanceof Int || !text.endsWith("%")) {
        return Integer.parseInt(text);
      }
      int percent = Integer.parseInt(text.substring(0, text.length() - 1).strip());
      return Math.max(1, (int) (percent / 100.0 * hosts));
    } catch (NumberFormatException e) {
      throw new PlaybookException("serial: '" + text + "' is neither a number nor a percentage");
    }
  }

  private PlayState state(List<String> batch, List<String> all) {
    boolean force = keywords.flag(Keyword.FORCE_HANDLERS, parts.options().forceHandlers());
    PlaySteps.Steps steps = PlaySteps.of(play, force);
    TagFilter tags = tags();
    List<Block> setup = tags.filter(List.of(steps.setup()));
    List<Block> rest = tags.filter(steps.rest());
    PlayState state = new PlayState(play, run, batch, all, joined(setup, rest));
    List<Task> gather = new ArrayList<>();
    TaskOrder.flatten(setup, gather);
    boolean searching = parts.startAt().searching();
    for (String host : batch) {
      boolean gathers = gathers(host);
      if (searching) {
        state.place(host, parts.startAt().seek(Cursor.at(rest), gathers ? gather : List.of()));
      } else if (!gathers) {
        state.place(host, Cursor.at(rest));
      }
    }
    return state;
  }

  private static List<Block> joined(List<Block> setup, List<Block> rest) {
    List<Block> all = new ArrayList<>(setup);
    all.addAll(rest);
    return all;
  }

  private TagFilter tags() {
    return new TagFilter(parts.options().tags(), parts.options().skipTags(), templates::template);
  }

  private boolean gathers(String host) {
    Optional<Boolean> asked = keywords.value(Keyword.GATHER_FACTS).map(YesNo::lenient);
    return switch (parts.options().gathering()) {
      case IMPLICIT -> asked.orElse(true);
      case EXPLICIT -> asked.orElse(false);
      case SMART ->
          asked.orElse(true) && parts.store().facts(host).get("_ansible_facts_gathered").isEmpty();
    };
  }

  private Strategy strategy(PlayState state) {
    String name = keywords.text(Keyword.STRATEGY).orElse("linear");
    ResultProcessor processor =
        new ResultProcessor(
            state, parts.tasks(), parts.inventory(), parts.options().missingHandlerFails());
    Round round = new Round(state, parts.tasks(), parts.workers(), processor);
    MetaTasks meta = new MetaTasks(state, parts.tasks(), parts.inventory());
    Includes includes = new Includes(parts.loader(), state, tags());
    return switch (name.replaceFirst("^ansible\\.builtin\\.", "")) {
      case "linear", "debug" ->
          new LinearStrategy(
              state,
              parts.tasks(),
              round,
              meta,
              includes,
              new LinearStrategy.Terms(maxFailPercentage(), parts.step()));
      case "free" ->
          new FreeStrategy(
              state, parts.tasks(), round, parts.workers(), meta, includes, Integer.MAX_VALUE);
      case "host_pinned" ->
          new FreeStrategy(
              state,
              parts.tasks(),
              round,
              parts.workers(),
              meta,
              includes,
              parts.options().forks());
      default -> throw new PlaybookException("Invalid play strategy specified: " + name);
    };
  }

  private OptionalDouble maxFailPercentage() {
    return keywords.value(Keyword.MAX_FAIL_PERCENTAGE).isPresent()
        ? OptionalDouble.of(keywords.real(Keyword.MAX_FAIL_PERCENTAGE, 0))
        : OptionalDouble.empty();
  }
}
