package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where one host stands in a play: a stack of the blocks that it is inside of.
///
/// A failure leaves the running part of the innermost block: its `rescue` takes over, else its
/// `always` runs and the failure goes on to the block around it. A cursor is copied before it is
/// moved, so that a strategy can look at the next task without taking it; the lists of steps are
/// shared between copies and replaced when an include adds to them.
final class Cursor {
  private final List<Frame> frames;
  private boolean failed;

  private Cursor(List<Frame> frames, boolean failed) {
    this.frames = frames;
    this.failed = failed;
  }

  /// A cursor before the first of the steps.
  static Cursor at(List<? extends Step> steps) {
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(Optional.empty(), Part.MAIN, List.copyOf(steps), 0, false));
    return new Cursor(frames, false);
  }

  /// What part of a block is running.
  private enum Part {
    MAIN,
    RESCUE,
    ALWAYS,
    HANDLERS
  }

  /// One open block, or a list that is none.
  ///
  /// @param failing whether the block's failure goes on when its `always` is through
  private record Frame(
      Optional<Block> block, Part part, List<Step> steps, int next, boolean failing) {
    Frame advanced() {
      return new Frame(block, part, steps, next + 1, failing);
    }

    Frame part(Part other, List<Step> its, boolean fails) {
      return new Frame(block, other, its, 0, fails);
    }

    Frame inserted(List<? extends Step> added) {
      List<Step> longer = new ArrayList<>(steps.subList(0, next));
      longer.addAll(added);
      longer.addAll(steps.subList(next, steps.size()));
      return new Frame(block, part, List.copyOf(longer), next, failing);
    }
  }

  Cursor copy() {
    return new Cursor(new ArrayList<>(frames), failed);
  }

  /// Whether a failure reached the end of the play and was not cleared.
  boolean failed() {
    return failed;
  }

  /// Whether the next task is a handler.
  boolean inHandlers() {
    return !frames.isEmpty() && frames.getLast().part() == Part.HANDLERS;
  }

  /// Moves to the next task; empty at the end.
  ///
  /// @param notified whether a handler is wanted by this host at the moment it is reached
  Optional<Task> advance(Predicate<Task> notified) {
    while (!frames.isEmpty()) {
      Frame top = frames.getLast();
      if (top.next() >= top.steps().size()) {
        endOfPart(top);
        continue;
      }
      replaceTop(top.advanced());
      switch (top.steps().get(top.next())) {
        case Task task when top.part() != Part.HANDLERS || notified.test(task) -> {
          return Optional.of(task);
        }
        case Task _ -> {}
        case Block block ->
            frames.add(new Frame(Optional.of(block), Part.MAIN, block.tasks(), 0, false));
      }
    }
    return Optional.empty();
  }

  private void endOfPart(Frame top) {
    switch (top.part()) {
      case MAIN, RESCUE -> {
        if (top.block().isPresent()) {
          replaceTop(top.part(Part.ALWAYS, top.block().get().always(), false));
        } else {
          pop();
        }
      }
      case ALWAYS -> {
        pop();
        if (top.failing()) {
          fail();
        }
      }
      case HANDLERS -> pop();
    }
  }

  /// The task that was taken last failed: moves to where the host goes on.
  ///
  /// @return whether a rescue takes over
  boolean fail() {
    while (!frames.isEmpty()) {
      Frame top = frames.getLast();
      Optional<Block> block = top.block();
      if (top.part() == Part.MAIN && block.isPresent() && !block.get().rescue().isEmpty()) {
        replaceTop(top.part(Part.RESCUE, block.get().rescue(), false));
        return true;
      }
      boolean always =
          block.isPresent()
              && (top.part() == Part.MAIN || top.part() == Part.RESCUE)
              && !block.get().always().isEmpty();
      if (always) {
        replaceTop(top.part(Part.ALWAYS, block.get().always(), true));
        return willBeRescued();
      }
      pop();
    }
    failed = true;
    return false;
  }

  /// Whether a failure that now runs through `always` meets a `rescue` further out.
  private boolean willBeRescued() {
    for (int index = frames.size() - 2; index >= 0; index--) {
      Frame frame = frames.get(index);
      if (frame.part() == Part.MAIN
          && frame.block().isPresent()
          && !frame.block().get().rescue().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// Whether the host is on its way out with a failure that nothing will rescue.
  boolean failing() {
    if (failed) {
      return true;
    }
    return !frames.isEmpty() && frames.stream().anyMatch(Frame::failing) && !willBeRescued();
  }

  /// Whether a failure now would be rescued.
  boolean rescuable() {
    return frames.stream()
        .anyMatch(frame ->
            frame.part() == Part.MAIN
                && frame.block().filter(block -> !block.rescue().isEmpty()).isPresent());
  }

  /// Whether the task that was taken last is one of a `rescue` or an `always`.
  boolean recovering() {
    return !frames.isEmpty()
        && (frames.getLast().part() == Part.RESCUE || frames.getLast().part() == Part.ALWAYS);
  }

  /// Puts what an include brought before the next step.
  void insert(List<? extends Step> steps) {
    if (!frames.isEmpty() && !steps.isEmpty()) {
      replaceTop(frames.getLast().inserted(steps));
    }
  }

  /// Runs handlers before the next step.
  void handlers(List<Task> handlers) {
    frames.add(new Frame(Optional.empty(), Part.HANDLERS, List.copyOf(handlers), 0, false));
  }

  /// Ends the play for the host without a failure.
  void end() {
    frames.clear();
  }

  /// Forgets failures: the host goes on with the steps behind the blocks that it left.
  void clearErrors() {
    failed = false;
    frames.replaceAll(
        frame -> new Frame(frame.block(), frame.part(), frame.steps(), frame.next(), false));
  }

  private void pop() {
    frames.removeLast();
  }

  private void replaceTop(Frame frame) {
    frames.set(frames.size() - 1, frame);
  }
}
