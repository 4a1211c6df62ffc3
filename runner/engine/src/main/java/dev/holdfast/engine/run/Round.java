package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One task on some hosts at once.
final class Round {
  private final PlayState state;
  private final HostTasks tasks;
  private final Workers workers;
  private final ResultProcessor processor;

  Round(PlayState state, HostTasks tasks, Workers workers, ResultProcessor processor) {
    this.state = state;
    this.tasks = tasks;
    this.workers = workers;
    this.processor = processor;
  }

  HostTasks.Moment moment() {
    return state.moment();
  }

  /// Runs the task on the hosts and takes in the results, in the order of the hosts.
  List<HostResult> run(Task task, TaskInfo info, List<String> hosts, int throttle)
      throws InterruptedException {
    Messages messages = new Messages();
    HostTasks.Moment moment = moment();
    for (String host : hosts) {
      workers.submit(throttle, task, () -> work(task, host, moment, messages));
    }
    List<HostResult> results = new ArrayList<>();
    messages.drain(hosts, message -> take(message, results));
    return results;
  }

  void work(Task task, String host, HostTasks.Moment moment, Messages messages) {
    Consumer<Event> progress = event -> messages.put(new Messages.Message.Told(host, event));
    try {
      messages.put(new Messages.Message.Done(host, tasks.run(task, host, moment, progress)));
    } catch (RuntimeException | Error mistake) {
      messages.put(new Messages.Message.Crashed(host, mistake));
    }
  }

  void take(Messages.Message message, List<HostResult> results) {
    switch (message) {
      case Messages.Message.Told told -> state.run().tell(told.event());
      case Messages.Message.Done done -> {
        processor.process(done.result());
        results.add(done.result());
      }
      case Messages.Message.Crashed crashed -> throw new RunFailure(crashed.cause());
    }
  }
}
