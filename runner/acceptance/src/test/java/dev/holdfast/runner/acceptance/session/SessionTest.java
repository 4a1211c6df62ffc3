package dev.holdfast.runner.acceptance.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Job;
import dev.holdfast.engine.session.Member;
import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Session;
import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.modules.Modules;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions against real SSH servers.
class SessionTest {
  private static final EventSink NOBODY = _ -> {};
  private static final String PLAY = "- hosts: all\n  gather_facts: false\n  tasks:\n";

  private static Optional<Machine> shared = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    shared = Optional.of(Machines.recipe(Recipe.Kind.DEBIAN).named("one").start());
  }

  @AfterAll
  static void stop() {
    shared.ifPresent(Machine::close);
  }

  private static Machine one() {
    return shared.orElseThrow();
  }

  private Session session() {
    return new Session(Session.Setup.of(ProjectRoot.folder(folder), Modules::named));
  }

  /// Writes a playbook of these tasks.
  private Job tasks(String name, String tasks, Member... members) {
    return playbook(name, PLAY + tasks.indent(4), members);
  }

  private Job playbook(String name, String text, Member... members) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Job.of(name, List.of(members));
  }

  private static String facts(Outcome outcome, String host) {
    return Text.repr(outcome.facts().getOrDefault(host, new DictValue()));
  }

  private static Member member(String name) {
    return Member.of(name, Ways.root(one()));
  }

  @Test
  void aRunTellsItsFiguresAndTheFactsThatTasksSet() throws Exception {
    DictValue given = new DictValue();
    given.put("greeting", Str.of("hello"));
    Job job =
        tasks(
            "site.yml",
            """
            - command: echo {{ greeting }} {{ inventory_hostname }} {{ ansible_user }} {{ color }}
              register: said
            - set_fact:
                said: "{{ said.stdout }}"
                gone: open
            - set_fact:
                gone: "{{ said }}"
                secret: "{{ said }}"
              no_log: true
            - set_stats:
                data: {count: 2}
            - set_stats:
                data: {hidden: 1}
              no_log: true
            - shell: exit 3
              ignore_errors: true
            """,
            member("a").in("web"));
    Files.createDirectory(at("group_vars"));
    write("group_vars/web.yml", "color: red\n");
    try (Session session = session()) {
      Outcome outcome = session.run(job.with(given), NOBODY);
      assertThat(outcome.troubles()).isEmpty();
      assertThat(outcome.end()).isEqualTo(Outcome.End.OK);
      assertThat(outcome.hosts().get("a"))
          .hasToString(
              "HostStats[ok=6, changed=2, unreachable=0, failed=0, skipped=0, rescued=0, ignored=1]");
      assertThat(outcome.facts()).containsOnlyKeys("a");
      assertThat(facts(outcome, "a")).isEqualTo("{'said': 'hello a root red'}");
      assertThat(Text.repr(outcome.stats())).isEqualTo("{'count': 2}");
    }
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(at(name), text);
  }

  @Test
  void troublesNameHostTaskAndPlaceButNothingThatIsHidden() throws InterruptedException {
    Job job =
        playbook(
            "site.yml",
            """
            - hosts: all
              gather_facts: false
              tasks:
                - block:
                    - command: "false"
                  rescue:
                    - debug: msg=rescued
                - name: Break it
                  shell: echo why >&2; exit 4
                  when: inventory_hostname == 'a'
                - name: Hidden
                  shell: echo swordfish; exit 5
                  no_log: true
            """,
            member("a"),
            member("b"));
    List<Event> heard = Collections.synchronizedList(new ArrayList<>());
    try (Session session = session()) {
      Outcome outcome = session.run(job, heard::add);
      assertThat(outcome.end()).isEqualTo(Outcome.End.FAILED);
      assertThat(outcome.troubles())
          .extracting(Outcome.Trouble::kind, t -> t.host().orElse(""), Outcome.Trouble::task)
          .as(outcome.toString())
          .contains(org.assertj.core.groups.Tuple.tuple(Outcome.Kind.FAILED, "a", "Break it"))
          .contains(org.assertj.core.groups.Tuple.tuple(Outcome.Kind.FAILED, "b", "Hidden"));
      Outcome.Trouble broken =
          outcome.troubles().stream()
              .filter(trouble -> trouble.task().equals("Break it"))
              .findFirst()
              .orElseThrow();
      assertThat(broken.at()).contains(at("site.yml") + ":8");
      assertThat(broken.message()).isEqualTo("non-zero return code\nwhy\nrc 4");
      assertThat(outcome.toString() + heard).doesNotContain("swordfish");
    }
  }

  @Test
  void aPlaybookThatCannotBeReadIsATroubleWithItsPlace() throws InterruptedException {
    Job job =
        playbook(
            "site.yml", "- hosts: all\n  tasks:\n    - nonsense: 1\n      oops: 2\n", member("a"));
    try (Session session = session()) {
      Outcome outcome = session.run(job, NOBODY);
      assertThat(outcome.end()).isEqualTo(Outcome.End.FAILED);
      assertThat(outcome.troubles()).hasSize(1);
      assertThat(outcome.troubles().getFirst().kind()).isEqualTo(Outcome.Kind.MISTAKE);
      assertThat(outcome.troubles().getFirst().at().orElse("")).startsWith(at("site.yml") + ":3");
    }
  }

  @Test
  void checkModeChangesNothingAndTellsWhatWouldChange() throws InterruptedException {
    Job job = tasks("site.yml", "- copy: {content: x, dest: /root/checked}\n", member("a"));
    try (Session session = session()) {
      Outcome outcome = session.run(job.checking(), NOBODY);
      assertThat(outcome.ok()).isTrue();
      assertThat(outcome.changed()).isTrue();
      assertThat(one().exists("/root/checked")).isFalse();
    }
  }

  @Test
  void runsOfOneSessionShareItsConnections() throws InterruptedException {
    Job job =
        tasks(
            "site.yml",
            "- set_fact: {server: \"{{ lookup('vars', 'x', default='') }}\"}\n- shell: echo $PPID\n  register: shell\n- set_fact: {server: \"{{ shell.stdout }}\"}\n",
            member("a"));
    try (Session session = session()) {
      String first = facts(session.run(job, NOBODY), "a");
      String second = facts(session.run(job, NOBODY), "a");
      assertThat(second).isEqualTo(first).contains("server");
    }
  }

  @Test
  void twoSessionsRunAtOnceWithoutKnowingOfEachOther() {
    Job first = meeting("first.yml", "/root/first", "/root/second");
    Job second = meeting("second.yml", "/root/second", "/root/first");
    CompletableFuture<Outcome> running = start(session(), first);
    CompletableFuture<Outcome> other = start(session(), second);
    assertThat(running.join().end()).as(running.join().toString()).isEqualTo(Outcome.End.OK);
    assertThat(other.join().end()).isEqualTo(Outcome.End.OK);
    assertThat(facts(running.join(), "a")).isEqualTo("{'mine': '/root/first'}");
    assertThat(facts(other.join(), "a")).isEqualTo("{'mine': '/root/second'}");
  }

  /// Ends only while the other one runs too.
  private Job meeting(String name, String mine, String others) {
    return tasks(
        name,
        """
        - file: {path: %s, state: touch}
        - wait_for: {path: %s, timeout: 20, sleep: 1}
        - set_fact: {mine: %s}
        """
            .formatted(mine, others, mine),
        member("a"));
  }

  private static CompletableFuture<Outcome> start(Session session, Job job) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (session) {
            return session.run(job, NOBODY);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  @Test
  void cancellingEndsTheCommandOnTheMachineAtOnce() {
    Job job =
        tasks(
            "site.yml",
            """
            - shell: echo $$ > /root/pid; sleep 300
            - file: {path: /root/never, state: touch}
            """,
            member("a"));
    Session session = session();
    CompletableFuture<Outcome> running = start(session, job);
    Awaitility.await().until(() -> one().run("test -s /root/pid").status() == 0);
    session.cancel();
    assertThat(running.join().end()).isEqualTo(Outcome.End.CANCELLED);
    Awaitility.await()
        .until(
            () -> one().run("tr -d '\\0' < /proc/$(cat /root/pid)/cmdline | grep .").status() != 0);
    assertThat(one().exists("/root/never")).isFalse();
    assertThat(start(session, job).join().end()).isEqualTo(Outcome.End.CANCELLED);
  }

  @Test
  void cancellingWakesWhoWaits() {
    Job job = tasks("site.yml", "- pause: {seconds: 300}\n", member("a"));
    Session session = session();
    List<Event> heard = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.run(job, heard::add);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    Awaitility.await().until(() -> heard.stream().anyMatch(Event.TaskStarted.class::isInstance));
    session.cancel();
    assertThat(running.join().end()).isEqualTo(Outcome.End.CANCELLED);
  }

  @Test
  void anUnreachableHostIsToldApart() throws InterruptedException {
    Way nowhere =
        new Way(
            new Target.Ssh(
                List.of(),
                new Target.Hop(
                    "127.0.0.1",
                    1,
                    Optional.of("root"),
                    List.of(),
                    new Target.HostKeys.Pinned(List.of(one().hostKey())),
                    java.time.Duration.ofSeconds(5))),
            Optional.empty());
    Job job = tasks("site.yml", "- ping:\n", member("a"), Member.of("lost", nowhere));
    try (Session session = session()) {
      Outcome outcome = session.run(job, NOBODY);
      assertThat(outcome.end()).isEqualTo(Outcome.End.UNREACHABLE);
      assertThat(outcome.troubles()).hasSize(1);
      assertThat(outcome.troubles().getFirst().kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
      assertThat(outcome.troubles().getFirst().host()).contains("lost");
      assertThat(outcome.hosts().get("a"))
          .isNotNull()
          .extracting(figures -> figures.ok())
          .isEqualTo(1);
    }
  }

  @Test
  void aWrongHostKeyIsRefusedBeforeAnythingIsSent() throws InterruptedException {
    try (Machine other = Machines.plain();
        Session session = session()) {
      Way wrong =
          new Way(
              new Target.Ssh(List.of(), Ways.hop(one(), one().root(), other.hostKey())),
              Optional.empty());
      Outcome outcome = session.run(tasks("site.yml", "- ping:\n", Member.of("a", wrong)), NOBODY);
      assertThat(outcome.end()).isEqualTo(Outcome.End.UNREACHABLE);
      assertThat(outcome.troubles().getFirst().message()).contains("none of the pinned ones");
    }
  }

  @Test
  void aMachineBehindAnotherIsReachedAndBecomeIsAnsweredFromTheWay() throws InterruptedException {
    try (Machine inner = Machines.recipe(Recipe.Kind.DEBIAN).named("inner").behind(one()).start();
        Session session = session()) {
      Way way =
          new Way(
              new Target.Ssh(
                  List.of(Ways.hop(one(), one().robot())), Ways.hop(inner, inner.admin())),
              Optional.of(Secret.of(inner.admin().password())));
      DictValue vars = new DictValue();
      vars.put("ansible_become", Str.of("yes"));
      Job job =
          tasks(
              "site.yml",
              "- shell: echo $(whoami)@$(hostname)\n  register: who\n- set_fact: {who: \"{{ who.stdout }}\", known: \"{{ vars | string }}\"}\n",
              Member.of("inner", way).with(vars));
      Outcome outcome = session.run(job, NOBODY);
      assertThat(outcome.troubles()).isEmpty();
      assertThat(facts(outcome, "inner"))
          .contains("'who': 'root@inner'")
          .doesNotContain(inner.admin().password());
    }
  }

  @Test
  void aRoleRunsWithoutAPlaybook() throws Exception {
    Files.createDirectories(at("web server/tasks"));
    write(
        "web server/tasks/main.yml",
        "- set_fact: {here: \"{{ role_name }} {{ ansible_facts.system }}\"}\n");
    try (Session session = session()) {
      Outcome outcome = session.run(Job.ofRole("web server", List.of(member("a"))), NOBODY);
      assertThat(outcome.troubles()).isEmpty();
      assertThat(facts(outcome, "a")).isEqualTo("{'here': 'web server Linux'}");
    }
  }

  @Test
  void onlyOneRunAtATime() {
    Job job = tasks("site.yml", "- command: sleep 300\n", member("a"));
    Session session = session();
    List<Event> heard = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Outcome> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.run(job, heard::add);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    Awaitility.await().until(() -> !heard.isEmpty());
    assertThatThrownBy(() -> session.run(job, NOBODY)).isInstanceOf(IllegalStateException.class);
    session.cancel();
    assertThat(running.join().end()).isEqualTo(Outcome.End.CANCELLED);
  }
}
