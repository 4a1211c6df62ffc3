package dev.holdfast.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.Account;
import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.transport.Payload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every machine does with every kind of probe and step, be it simulated or real.
abstract class MachineContract {
  private static final Step.Access PRIVATE = Step.Access.mode(0600);

  private String folder = "";

  /// The machine, reached as somebody who may change his own files.
  abstract Machine machine();

  /// An empty folder of his.
  abstract String freshFolder();

  @BeforeEach
  void folder() {
    folder = freshFolder();
  }

  private String path(String name) {
    return folder + "/" + name;
  }

  private Step.Write write(String name, String content) {
    return Step.Write.of(path(name), content, PRIVATE);
  }

  private FileStatus stat(Probe.Stat probe) {
    return machine().ask(probe).stat(probe).orElseThrow();
  }

  private FileStatus stat(String name) {
    return stat(Probe.Stat.of(path(name)));
  }

  private Optional<String> content(String name) {
    Probe.ReadFile probe = new Probe.ReadFile(path(name));
    return machine().ask(probe).content(probe).map(Bytes::text);
  }

  private boolean exists(String name) {
    Probe.Exists probe = new Probe.Exists(path(name));
    return machine().ask(probe).exists(probe);
  }

  private void done(Step... steps) {
    Outcomes outcomes = machine().apply(steps);
    assertThat(outcomes.failure()).as("%s", outcomes).isEmpty();
  }

  private Ran refused(Step step) {
    return machine().apply(step).failure().orElseThrow();
  }

  @Test
  void aWrittenFileHasItsContentAccessAndSum() {
    done(write("file", "one\n"));

    FileStatus status = stat(Probe.Stat.of(path("file")).with(Digest.SHA256));
    assertThat(status.isFile()).isTrue();
    assertThat(status.octal()).isEqualTo("0600");
    assertThat(status.size()).isEqualTo(4);
    assertThat(status.links()).isEqualTo(1);
    assertThat(status.access()).contains("r", "w", "O", "E").doesNotContain("x");
    assertThat(status.checksum()).contains(Bytes.of("one\n").digest(Digest.SHA256));
    assertThat(status.modified().signum()).isPositive();
    assertThat(content("file")).contains("one\n");
  }

  @Test
  void contentsOfAnyBytesArriveAsTheyAre() {
    byte[] bytes = new byte[70_001];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Step.Write first =
        new Step.Write(path("a"), Payload.of(bytes), PRIVATE, Optional.empty(), false);
    Step.Write empty = write("b", "");
    Step.Write last = write("c", "no newline at the end");

    done(first, empty, last);

    Probe.ReadFile whole = new Probe.ReadFile(path("a"));
    assertThat(machine().ask(whole).content(whole).map(Bytes::toArray)).contains(bytes);
    assertThat(content("b")).contains("");
    assertThat(content("c")).contains("no newline at the end");
  }

  @Test
  void aFileInAFolderThatIsNotThereIsRefused() {
    assertThat(refused(write("none/file", "x")).status()).isNotZero();
  }

  @Test
  void aFolderIsNeverOverwrittenByAFile() {
    done(new Step.MakeDirectory(path("place"), Step.Access.DEFAULT));

    assertThat(refused(write("place", "x")).status()).isEqualTo(21);
  }

  @Test
  void aFileThatItsValidatorRefusesChangesNothing() {
    done(write("file", "good"));
    Step.Write bad =
        new Step.Write(
            path("file"),
            Payload.of("bad"),
            PRIVATE,
            Optional.of(List.of("grep", "-q", "good", "%s")),
            false);

    Ran ran = refused(bad);

    assertThat(ran.note()).isEqualTo(Ran.Note.VALIDATION);
    assertThat(content("file")).contains("good");
    Probe.Glob all = new Probe.Glob(folder, "*");
    assertThat(machine().ask(all).glob(all)).containsExactly("file");
  }

  @Test
  void stepsEndAtTheFirstThatFailsAndProbesAreAnsweredAllTheSame() {
    Probe.Exists second = new Probe.Exists(path("second"));
    Probe.Exists third = new Probe.Exists(path("third"));

    Outcomes outcomes =
        machine()
            .submit(
                List.of(write("first", ""), Step.Run.of("false"), write("third", "")),
                List.of(second, third));

    assertThat(outcomes.complete()).isFalse();
    assertThat(outcomes.ran()).hasSize(2);
    assertThat(outcomes.last().status()).isEqualTo(1);
    assertThat(outcomes.after().exists(third)).isFalse();
    assertThat(exists("first")).isTrue();
  }

  @Test
  void aCommandThatMayFailEndsNothing() {
    Outcomes outcomes = machine().apply(Step.Run.any(Command.of("false")), write("after", "x"));

    assertThat(outcomes.complete()).isTrue();
    assertThat(outcomes.first().status()).isEqualTo(1);
    assertThat(exists("after")).isTrue();
  }

  @Test
  void commandsHaveInputDirectoryAndEnvironment() {
    Command cat = Command.of("cat").withInput(Payload.of("in\0put"));
    Command place = Command.of("pwd").in(folder);
    Command variable = Command.of("printenv", "WISH").with("WISH", "a b'c");

    Outcomes outcomes =
        machine().apply(Step.Run.any(cat), Step.Run.any(place), Step.Run.any(variable));

    assertThat(outcomes.ran().get(0).text()).isEqualTo("in\0put");
    assertThat(outcomes.ran().get(1).text()).isEqualTo(folder + "\n");
    assertThat(outcomes.ran().get(2).text()).isEqualTo("a b'c\n");
  }

  @Test
  void whatKeepsACommandFromRunningIsToldApart() {
    done(write("there", ""));

    assertThat(guarded(Command.of("true"), path("th*"), "").note()).isEqualTo(Ran.Note.CREATES);
    assertThat(guarded(Command.of("true"), "", path("gone")).note()).isEqualTo(Ran.Note.REMOVES);
    Ran nowhere = guarded(Command.of("true").in(path("gone")), "", "");
    assertThat(nowhere.note()).isEqualTo(Ran.Note.DIRECTORY);
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(guarded(Command.of("true").in(path("there")), "", "").status()).isEqualTo(20);
    Ran program = guarded(Command.of(path("there")), "", "");
    assertThat(program.note()).isEqualTo(Ran.Note.PROGRAM);
    assertThat(program.status()).isEqualTo(13);
    Ran well = guarded(Command.of("false"), path("gone"), path("there"));
    assertThat(well.note()).isEqualTo(Ran.Note.NONE);
    assertThat(well.status()).isEqualTo(1);
  }

  private Ran guarded(Command command, String creates, String removes) {
    return machine()
        .apply(
            new Step.GuardedRun(
                command,
                Optional.of(creates).filter(text -> !text.isEmpty()),
                Optional.of(removes).filter(text -> !text.isEmpty())))
        .first();
  }

  @Test
  void missingFoldersAboveGetTheSameAccess() {
    done(new Step.MakeDirectory(path("a/b/c"), Step.Access.mode(0750)));

    assertThat(stat("a").octal()).isEqualTo("0750");
    assertThat(stat("a/b/c").octal()).isEqualTo("0750");
    assertThat(stat("a/b").isDirectory()).isTrue();
    done(new Step.MakeDirectory(path("a/b/c"), Step.Access.mode(0700)));
    assertThat(stat("a/b/c").octal()).isEqualTo("0750");
  }

  @Test
  void linksTellWhereTheyLead() {
    done(
        write("file", "x"),
        new Step.Link("file", path("soft"), true),
        new Step.Link(path("file"), path("hard"), false),
        new Step.Link("nowhere", path("broken"), true));

    FileStatus soft = stat("soft");
    assertThat(soft.isLink()).isTrue();
    assertThat(soft.link()).contains(new FileStatus.Link("file", path("file")));
    assertThat(stat(Probe.Stat.of(path("soft")).following(true)).isFile()).isTrue();
    assertThat(stat("hard").links()).isEqualTo(2);
    assertThat(stat("hard").inode()).isEqualTo(stat("file").inode());
    assertThat(stat("broken").access()).doesNotContain("E");
    assertThat(stat("broken").link().orElseThrow().source()).isEqualTo(path("nowhere"));
    assertThat(exists("broken")).isFalse();
    Probe.Stat through = Probe.Stat.of(path("broken")).following(true);
    assertThat(machine().ask(through).stat(through)).isEmpty();
  }

  @Test
  void aLinkReplacesAFileAndAnotherLink() {
    done(
        write("old", "x"),
        new Step.Link("a", path("old"), true),
        new Step.Link("b", path("old"), true));

    assertThat(stat("old").link().orElseThrow().target()).isEqualTo("b");
  }

  @Test
  void removalTakesAllBelowAndAllowsForAbsence() {
    done(
        new Step.MakeDirectory(path("tree/deep"), Step.Access.DEFAULT),
        write("tree/deep/file", "x"),
        new Step.Remove(path("tree")),
        new Step.Remove(path("tree")));

    assertThat(exists("tree")).isFalse();
  }

  @Test
  void movingReplacesAFile() {
    done(write("a", "new"), write("b", "old"), new Step.Move(path("a"), path("b")));

    assertThat(exists("a")).isFalse();
    assertThat(content("b")).contains("new");
  }

  @Test
  void copiesKeepAccessAndTimes() {
    done(
        new Step.MakeDirectory(path("from/sub"), Step.Access.mode(0711)),
        write("from/sub/file", "x"),
        new Step.Link("file", path("from/sub/link"), true),
        new Step.Touch(path("from/sub/file"), Optional.of("1000"), Optional.of("2000.5"), false),
        new Step.Duplicate(path("from"), path("to")),
        new Step.Duplicate(path("from/sub/file"), path("single")));

    assertThat(stat("to/sub").octal()).isEqualTo("0711");
    assertThat(stat("to/sub/file").modified().longValue()).isEqualTo(2000);
    assertThat(stat("to/sub/link").link().orElseThrow().target()).isEqualTo("file");
    assertThat(stat("single").octal()).isEqualTo("0600");
    assertThat(content("single")).contains("x");
  }

  @Test
  void aFileOfTheMachineIsInstalledByCopyOrMove() {
    done(write("source", "x"), install("source", "copy", false), install("source", "moved", true));

    assertThat(exists("source")).isFalse();
    assertThat(stat("copy").octal()).isEqualTo("0640");
    assertThat(content("moved")).contains("x");
  }

  private Step.Install install(String source, String target, boolean move) {
    return new Step.Install(
        path(source), path(target), Step.Access.mode(0640), Optional.empty(), false, move);
  }

  @Test
  void accessOfSeveralPathsIsSet() {
    done(
        write("a", ""),
        write("b", ""),
        new Step.SetAccess(List.of(path("a"), path("b")), Step.Access.mode(04755)));

    assertThat(stat("a").octal()).isEqualTo("04755");
    assertThat(stat("b").access()).contains("x");
    assertThat(refused(new Step.SetAccess(List.of(path("c")), PRIVATE)).status()).isNotZero();
    Step.Access nobody =
        new Step.Access(Optional.empty(), Optional.of("no-such-user"), Optional.empty());
    assertThat(refused(new Step.SetAccess(List.of(path("a")), nobody)).status()).isNotZero();
  }

  @Test
  void timesAreSetAndFilesAreMadeByTouching() {
    done(
        new Step.Touch(path("new"), Optional.empty(), Optional.empty(), true),
        new Step.Touch(path("none"), Optional.empty(), Optional.empty(), false),
        new Step.Touch(path("new"), Optional.of("1000"), Optional.of("2000"), false));

    assertThat(stat("new").accessed().longValue()).isEqualTo(1000);
    assertThat(stat("new").modified().longValue()).isEqualTo(2000);
    assertThat(exists("none")).isFalse();
  }

  @Test
  void whyAFileCannotBeReadIsTold() {
    done(write("file", ""));

    assertThat(reading("none")).isEqualTo(2);
    assertThat(reading("none/deeper")).isEqualTo(2);
    assertThat(reading("file/below")).isEqualTo(20);
    assertThat(reading("")).isEqualTo(21);
  }

  private int reading(String name) {
    Probe.ReadFile probe = new Probe.ReadFile(path(name));
    return machine().ask(probe).of(probe).status();
  }

  @Test
  void patternsMatchInOrderAndLeaveHiddenNamesOut() {
    done(write("b1", ""), write("a1", ""), write(".a1", ""), write("c", ""), write("x*", ""));

    assertThat(glob(folder, "[ab]?")).containsExactly("a1", "b1");
    assertThat(glob(folder, "[!ab]1")).isEmpty();
    assertThat(glob("", folder + "/?1")).containsExactly(path("a1"), path("b1"));
    assertThat(glob(folder, "none")).isEmpty();
    assertThat(glob(folder, "c")).containsExactly("c");
  }

  private List<String> glob(String directory, String pattern) {
    Probe.Glob probe = new Probe.Glob(directory, pattern);
    return machine().ask(probe).glob(probe);
  }

  @Test
  void searchesGoAsDeepAsAskedAndByKind() {
    done(
        new Step.MakeDirectory(path("d/e"), Step.Access.DEFAULT),
        write("d/one.txt", "1"),
        write("d/e/two.txt", "22"));

    assertThat(found(Optional.of(1), "-mindepth", "1")).containsExactlyInAnyOrder("e", "one.txt");
    assertThat(found(Optional.empty(), "-type", "f"))
        .containsExactlyInAnyOrder("one.txt", "e/two.txt");
    assertThat(found(Optional.empty(), "-name", "t*")).containsExactly("e/two.txt");
  }

  private List<String> found(Optional<Integer> maximum, String... criteria) {
    Probe.Find probe =
        new Probe.Find(List.of(path("d"), path("none")), maximum, List.of(criteria), false);
    return machine().ask(probe).found(probe).stream()
        .map(found -> found.path().substring(path("d/").length()))
        .toList();
  }

  @Test
  void whatIsFoundHasItsStatus() {
    done(new Step.MakeDirectory(path("d"), Step.Access.DEFAULT), write("d/file", "22"));
    Probe.Find probe =
        new Probe.Find(List.of(path("d")), Optional.of(1), List.of("-mindepth", "1"), false);

    Answers.Found found = machine().ask(probe).found(probe).getFirst();

    assertThat(found.status().size()).isEqualTo(2);
    assertThat(found.status().octal()).isEqualTo("0600");
  }

  @Test
  void usersGroupsAndProgramsAreFound() {
    Probe.User root = new Probe.User("root");
    Probe.User number = new Probe.User("0");
    Probe.Group group = new Probe.Group("0");
    Probe.User none = new Probe.User("no-such-user");
    Probe.Which cat = new Probe.Which("cat");
    Probe.Which missing = new Probe.Which("no-such-program");

    Answers answers = machine().ask(root, number, group, none, cat, missing);

    assertThat(answers.user(root).map(Account::id)).contains(0L);
    assertThat(answers.user(number).map(Account::name)).contains("root");
    assertThat(answers.user(root).orElseThrow().field(5)).isEqualTo("/root");
    assertThat(answers.group(group).map(Account::name)).contains("root");
    assertThat(answers.user(none)).isEmpty();
    assertThat(answers.which(cat).orElseThrow()).endsWith("/cat");
    assertThat(answers.which(missing)).isEmpty();
  }

  @Test
  void textsAreExpandedAsTheMachineSays() {
    assertThat(machine().expand("~root/x")).isEqualTo("/root/x");
    assertThat(machine().expand("/a/$NOT_SET_AT_ALL/b")).isEqualTo("/a/$NOT_SET_AT_ALL/b");
    assertThat(machine().expand("/a/${PATH}")).startsWith("/a//").contains("/bin");
    assertThat(machine().expand("plain")).isEqualTo("plain");
  }

  @Test
  void theMaskIsTold() {
    Probe.Umask probe = new Probe.Umask();

    assertThat(machine().ask(probe).umask(probe)).isEqualTo(0022);
  }

  @Test
  void aQueryTellsItsEnd() {
    Probe.Query good = Probe.Query.of("echo", "a", "b");
    Probe.Query bad = Probe.Query.of("cat", path("none"));
    Probe.Query text = new Probe.Query(Command.shell("exec echo 'a  b'"));

    Answers answers = machine().ask(good, bad, text);

    assertThat(answers.of(good).text()).isEqualTo("a b\n");
    assertThat(answers.of(bad).status()).isEqualTo(1);
    assertThat(answers.of(bad).errors()).contains("No such file or directory");
    assertThat(answers.of(text).text()).isEqualTo("a  b\n");
  }

  @Test
  void aRawLineGoesToTheLoginShell() {
    assertThat(machine().raw("echo raw").text()).isEqualTo("raw\n");
    assertThat(machine().raw("false").status()).isEqualTo(1);
  }
}
