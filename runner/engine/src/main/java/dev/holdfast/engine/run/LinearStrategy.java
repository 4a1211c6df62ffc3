package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Strategy `linear`: all hosts run a task before any of them goes on to the next one.
final class LinearStrategy implements Strategy {
  private final PlayState state;
  private final HostTasks tasks;
  private final Round round;
  private final MetaTasks meta;
  private final Includes includes;
  private final Terms terms;
  private TaskOrder handlerOrder = new TaskOrder(List.of());
  private boolean inHandlers;
  private boolean broken;

  /// What ends or holds a play.
  ///
  /// @param maxFailPercentage of failed hosts, which must be exceeded to end the play
  record Terms(OptionalDouble maxFailPercentage, StepChoice step) {}

  /// One task and those of the hosts left that stand at it.
  private record Turn(Task task, List<String> hosts, boolean handler) {}

  LinearStrategy(
      PlayState state,
      HostTasks tasks,
      Round round,
      MetaTasks meta,
      Includes includes,
      Terms terms) {
    this.state = state;
    this.tasks = tasks;
    this.round = round;
    this.meta = meta;
    this.includes = includes;
    this.terms = terms;
  }

  @Override
  public boolean run() throws InterruptedException {
    while (true) {
      List<PlayState.Next> upcoming = upcoming();
      if (upcoming.isEmpty()) {
        state.settle();
        return broken;
      }
      Turn turn = choose(upcoming);
      if (!turn.hosts().isEmpty() && over(turn)) {
        return true;
      }
    }
  }

  private List<PlayState.Next> upcoming() {
    List<PlayState.Next> upcoming = new ArrayList<>();
    for (String host : state.hostsLeft()) {
      PlayState.Next next = state.peek(host);
      if (next.task().isPresent()) {
        upcoming.add(next);
      } else {
        state.take(next);
      }
    }
    return upcoming;
  }

  /// Handlers that are being flushed come before everything else; else the play's order decides.
  private Turn choose(List<PlayState.Next> upcoming) {
    boolean handlers = upcoming.stream().anyMatch(PlayState.Next::handler);
    if (handlers && !inHandlers) {
      handlerOrder = new TaskOrder(state.play().handlers());
    }
    inHandlers = handlers;
    List<PlayState.Next> candidates =
        upcoming.stream().filter(next -> next.handler() == handlers).toList();
    TaskOrder order = handlers ? handlerOrder : state.order();
    Task task = order.next(candidates.stream().flatMap(next -> next.task().stream()).toList());
    List<String> hosts = new ArrayList<>();
    for (PlayState.Next next : candidates) {
      if (next.task().orElseThrow() == task) {
        state.take(next);
        boolean done =
            !task.handler()
                && task.role().filter(role -> state.done(role, next.host())).isPresent();
        if (!done) {
          hosts.add(next.host());
        }
      }
    }
    return new Turn(task, hosts, handlers);
  }

  /// Runs the turn; true when the play is over for all.
  private boolean over(Turn turn) throws InterruptedException {
    Task task = turn.task();
    String first = turn.hosts().getFirst();
    HostTasks.Moment moment = round.moment();
    List<String> left = state.hostsLeft();
    if (MetaTasks.isMeta(task)) {
      return metaTurn(turn, moment, left);
    }
    TaskInfo info = tasks.describe(task, first, moment);
    if (!terms.step().wants(info.name())) {
      return false;
    }
    HostTasks.Rules rules = tasks.rules(task, first, moment);
    List<String> hosts = rules.once() ? List.of(first) : turn.hosts();
    state.run().tell(new Event.TaskStarted(info, turn.handler()));
    List<HostResult> results = round.run(task, info, hosts, rules.throttle());
    includes.carryOut(results, turn.handler() ? handlerOrder : state.order());
    boolean fatal = (rules.anyErrorsFatal() || rules.once()) && !rules.ignoreErrors();
    boolean lost =
        results.stream()
            .anyMatch(result ->
                result.unreachable() || (result.failed() && state.cursor(result.host()).failing()));
    return afterRound(fatal && lost, left, !results.isEmpty());
  }

  private boolean metaTurn(Turn turn, HostTasks.Moment moment, List<String> left) {
    Task task = turn.task();
    TaskInfo info = tasks.describe(task, turn.hosts().getFirst(), moment);
    List<String> hosts = MetaTasks.perHost(task) ? turn.hosts() : turn.hosts().subList(0, 1);
    for (String host : hosts) {
      if (!task.origin().implicit()) {
        state.run().tell(new Event.TaskStarted(info, turn.handler()));
      }
      meta.carryOut(task, host, info, moment);
    }
    return afterRound(false, left, true);
  }

  private boolean afterRound(boolean fatal, List<String> left, boolean any) {
    if (fatal) {
      for (String host : left) {
        if (!state.peek(host).cursor().recovering()) {
          state.run().failed().add(host);
          broken = true;
        }
      }
    }
    if (any && terms.maxFailPercentage().isPresent()) {
      double failed = state.batch().stream().filter(state.run().failed()::contains).count();
      double share = failed / state.batch().size();
      if (share > terms.maxFailPercentage().getAsDouble() / 100.0) {
        for (String host : left) {
          if (!state.run().failed().contains(host)) {
            state.run().failed().add(host);
            state.fail(host);
          }
        }
        state.run().tell(new Event.NoHostsRemaining());
        broken = true;
      }
    }
    long lostHosts = left.stream().filter(state.run().failed()::contains).count();
    if (broken && lostHosts >= left.size()) {
      state.run().tell(new Event.NoHostsRemaining());
      return true;
    }
    return false;
  }
}
