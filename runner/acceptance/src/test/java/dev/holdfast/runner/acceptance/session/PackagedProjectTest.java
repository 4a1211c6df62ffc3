package dev.holdfast.runner.acceptance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.run.Way;
import dev.holdfast.engine.session.Job;
import dev.holdfast.engine.session.Member;
import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Session;
import dev.holdfast.engine.source.ProjectRoot;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.modules.Modules;
import dev.holdfast.transport.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One project, run from a folder and from a jar.
class PackagedProjectTest {
  private static final String PREFIX = "holdfast/demo";

  /// By which a class of the jar finds its resources.
  public static final class Marker {
    private Marker() {}
  }

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry(
              "site.yml",
              """
              - import_playbook: plays/first.yml
              - hosts: all
                gather_facts: false
                vars_files: [more/vars.yml]
                roles:
                  - role: base
                  - role: base
                    told: twice
                tasks:
                  - include_role: {name: other, tasks_from: extra}
                  - include_tasks: more/tasks.yml
                  - name: Show lookups
                    debug:
                      msg:
                        - "{{ lookup('file', 'more/note.txt') }}"
                        - "{{ lookup('file', playbook_dir ~ '/more/note.txt') }}"
                        - "{{ query('fileglob', 'more/*.txt') | map('basename') | list }}"
                        - "{{ lookup('template', 'more/x.j2') }}"
                        - "{{ lookup('first_found', ['none.yml', 'more/note.txt']) | basename }}"
                        - "{{ color }} {{ size }} {{ from_file }}"
              """),
          Map.entry(
              "plays/first.yml",
              "- hosts: all\n  gather_facts: false\n  tasks:\n    - set_fact: {first: \"{{ playbook_dir | basename }}\"}\n"),
          Map.entry("group_vars/all.yml", "color: blue\n"),
          Map.entry("host_vars/here/main.yml", "size: 7\n"),
          Map.entry("more/vars.yml", "from_file: yes it is\n"),
          Map.entry("more/note.txt", "a note\n"),
          Map.entry("more/x.j2", "templated {{ color }}\n"),
          Map.entry(
              "more/tasks.yml",
              "- include_vars: {file: vars.yml, name: again}\n- debug: {var: again}\n- include_tasks: deeper/inner.yml\n"),
          Map.entry("more/deeper/inner.yml", "- include_tasks: innermost.yml\n"),
          Map.entry("more/deeper/innermost.yml", "- debug: {msg: deep}\n"),
          Map.entry("roles/base/meta/main.yml", "allow_duplicates: true\ndependencies: [other]\n"),
          Map.entry("roles/base/defaults/main.yml", "told: once\n"),
          Map.entry("roles/base/vars/main.yml", "kept: \"{{ role_path | basename }}\"\n"),
          Map.entry("roles/base/vars/dir/a.yml", "dir_a: 1\n"),
          Map.entry("roles/base/handlers/main.yml", "- name: told\n  debug: {msg: handled}\n"),
          Map.entry(
              "roles/base/tasks/main.yml",
              """
              - import_tasks: files.yml
              - include_vars: {dir: dir}
              - debug: {msg: "{{ told }} {{ kept }} {{ dir_a }}"}
              - name: Fails
                command: test -d "{{ dest }}/nothing"
                ignore_errors: true
              """),
          Map.entry(
              "roles/base/tasks/files.yml",
              """
              - copy: {src: one.txt, dest: "{{ dest }}/one.txt", mode: preserve}
                notify: told
              - copy: {src: "{{ role_path }}/files/one.txt", dest: "{{ dest }}/two.txt", mode: "0600"}
              - copy: {src: tree/, dest: "{{ dest }}/tree", mode: "0640"}
              - template: {src: t.j2, dest: "{{ dest }}/t-{{ told }}", mode: "0644"}
              - script: {cmd: "say.sh hello", creates: "{{ dest }}/said"}
                args: {chdir: "{{ dest }}"}
              - assemble: {src: parts, dest: "{{ dest }}/whole", remote_src: false, mode: "0644"}
              - unarchive: {src: a.tar, dest: "{{ dest }}"}
              """),
          Map.entry("roles/base/files/one.txt", "one\n"),
          Map.entry("roles/base/files/tree/x", "x\n"),
          Map.entry("roles/base/files/tree/sub/y", "y\n"),
          Map.entry("roles/base/files/parts/1", "part 1\n"),
          Map.entry("roles/base/files/parts/2", "part 2\n"),
          Map.entry("roles/base/files/say.sh", "#!/bin/sh\necho $1 > said\n"),
          Map.entry(
              "roles/base/templates/t.j2",
              "{% include 'inc.j2' %}\n{{ told }} {{ template_path | basename }}\n"),
          Map.entry("roles/base/templates/inc.j2", "included {{ color }}"),
          Map.entry(
              "roles/other/tasks/main.yml", "- debug: {msg: \"{{ role_path | basename }}\"}\n"),
          Map.entry(
              "roles/other/tasks/extra.yml",
              "- debug: {msg: extra}\n- include_tasks: \"{{ role_path }}/tasks/main.yml\"\n"));

  @TempDir private Path folder = Path.of("");

  private Path sources() throws IOException, InterruptedException {
    Path root = folder.resolve("classes").resolve(PREFIX);
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.resolve("..").normalize());
      Files.writeString(path, file.getValue());
    }
    Path files = root.resolve("roles/base/files");
    int status =
        new ProcessBuilder("tar", "cf", "a.tar", "tree")
            .directory(files.toFile())
            .start()
            .waitFor();
    assertThat(status).isZero();
    return root;
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("program.jar");
    Path classes = folder.resolve("classes");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> all = Files.walk(classes)) {
      // As in a merged program: no entries for folders.
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
        zip.closeEntry();
      }
      String marker = Marker.class.getName().replace('.', '/') + ".class";
      zip.putNextEntry(new JarEntry(marker));
      try (var in = Marker.class.getResourceAsStream("/" + marker)) {
        zip.write(in == null ? new byte[0] : in.readAllBytes());
      }
      zip.closeEntry();
    }
    return jar;
  }

  /// What a run told, without places and times.
  private List<String> told(ProjectRoot project) throws IOException, InterruptedException {
    Path dest = folder.resolve("dest");
    Files.createDirectory(dest);
    List<String> told = new ArrayList<>();
    DictValue vars = new DictValue();
    vars.put("dest", Str.of(dest.toString()));
    Job job =
        Job.of(
                "site.yml",
                List.of(Member.of("here", new Way(new Target.Local(), Optional.empty()))))
            .with(vars);
    String root = project.root().toString();
    try (Session session = new Session(Session.Setup.of(project, Modules::named))) {
      Outcome outcome = session.run(job, event -> told.add(shown(event).replace(root, "@")));
      assertThat(outcome.troubles()).isEmpty();
      told.add(outcome.end() + " " + outcome.hosts() + outcome.warnings());
      told.add(Text.repr(outcome.facts().getOrDefault("here", new DictValue())));
    }
    try (Stream<Path> all = Files.walk(dest)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        told.add(
            dest.relativize(file)
                + (Files.isDirectory(file) ? "/" : ": " + Files.readString(file)));
        Files.delete(file);
      }
    }
    return told;
  }

  private static String shown(Event event) {
    String kind = event.getClass().getSimpleName();
    return switch (event) {
      case Event.TaskStarted(var task, _) -> kind + " " + task.name() + " " + task.path();
      case Event.Ok(TaskResult result) -> kind + " " + shown(result);
      case Event.Failed(TaskResult result, _) -> kind + " " + shown(result);
      case Event.Skipped(TaskResult result) -> kind + " " + shown(result);
      case Event.Included(String file, List<String> hosts, _) -> kind + " " + file + " " + hosts;
      case Event.Warning(String text) -> kind + " " + text;
      case Event.Notified(String handler, String host) -> kind + " " + handler + " " + host;
      default -> kind;
    };
  }

  private static String shown(TaskResult result) {
    Map<String, String> kept = new TreeMap<>();
    result.result().entries().forEach((key, value) -> kept.put(Text.str(key), Text.repr(value)));
    List.of("start", "end", "delta", "diff").forEach(kept::remove);
    return result.host() + " " + kept.toString().replaceAll("\\.holdfast-\\w+", "SCRATCH");
  }

  @Test
  void tellsAndDoesTheSameFromAFolderAndFromAJar() throws Exception {
    Path root = sources();
    List<String> fromFolder;
    try (ProjectRoot project = ProjectRoot.folder(root)) {
      fromFolder = told(project);
    }
    URL url = jar().toUri().toURL();
    Files.move(root, folder.resolve("gone"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url}, null);
        ProjectRoot project =
            ProjectRoot.packaged(loader.loadClass(Marker.class.getName()), PREFIX, "site.yml")) {
      assertThat(String.join("\n", told(project))).isEqualTo(String.join("\n", fromFolder));
      assertThat(project.shown("/" + PREFIX + "/roles/x/tasks/main.yml:12"))
          .isEqualTo(PREFIX + "/roles/x/tasks/main.yml:12");
    }
    assertThat(String.join("\n", fromFolder))
        .contains("deep")
        .contains("once base 1")
        .contains("twice base 1")
        .contains("handled")
        .contains("templated blue");
  }

  @Test
  void aRuntimeImageIsReadInPlaceToo() throws IOException {
    try (ProjectRoot project = ProjectRoot.packaged(Object.class, "java/lang", "Object.class")) {
      assertThat(project.root().toUri()).isEqualTo(URI.create("jrt:/java.base/java/lang"));
      assertThat(Files.size(project.file("Object.class"))).isPositive();
      assertThat(project.shown(project.file("Object.class") + ":3"))
          .isEqualTo("java/lang/Object.class:3");
    }
  }
}
