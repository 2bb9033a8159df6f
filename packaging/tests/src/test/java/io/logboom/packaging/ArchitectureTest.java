package io.logboom.packaging;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.logboom.spi.Plugin;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may know what, and what things are called: rules a reader can rely on in every folder. */
class ArchitectureTest {
  private static final String SPI = "io.logboom.spi..";
  private static final String CORE = "io.logboom.core..";
  private static final String TESTKIT = "io.logboom.testkit..";
  private static final String[] PLUGINS = {
    "io.logboom.inputs..", "io.logboom.filters..", "io.logboom.outputs.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.logboom");

  @Test
  void everyModuleIsLookedAt() {
    for (String name : new String[] {"spi", "core", "testkit", "inputs", "filters", "outputs"}) {
      assertThat(CLASSES)
          .as("classes of %s", name)
          .anyMatch(type -> type.getPackageName().startsWith("io.logboom." + name));
    }
  }

  /** A plugin author reads the SPI; it brings nothing along. */
  @Test
  void spiDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(SPI)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", SPI)
        .check(CLASSES);
  }

  /**
   * The engine finds plugins through ServiceLoader, and plugins know of the engine what the SPI
   * says.
   */
  @Test
  void pluginsAndEngineMeetInTheSpi() {
    noClasses()
        .that()
        .resideInAnyPackage(PLUGINS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(CORE, TESTKIT)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat(resideInAnyPackage(PLUGINS).or(resideInAPackage(TESTKIT)))
        .check(CLASSES);
  }

  /**
   * A plugin is one folder: what several share is a package without a plugin (aws), never a
   * sibling.
   */
  @Test
  void siblingPluginsDoNotKnowEachOther() {
    slices()
        .matching("io.logboom.(inputs|filters|outputs).(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(),
            not(describe("of a plugin", ArchitectureTest::isOfPlugin)))
        .check(CLASSES);
  }

  /** What the Kinesis Client Library brings along is nobody else's business, and may go with it. */
  @Test
  void theKinesisClientLibraryStaysWithItsInput() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.logboom.inputs.kinesis..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon.kinesis..",
            "com.fasterxml.jackson..",
            "com.google.common..",
            "com.google.protobuf..",
            "io.reactivex..",
            "io.opentelemetry..",
            "org.apache.commons..")
        .check(CLASSES);
  }

  /** The same with Google's sign-in. */
  @Test
  void googlesAuthLibraryStaysWithItsOutput() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.logboom.outputs.secops..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.auth..", "com.google.api..", "com.google.gson..", "io.opencensus..")
        .check(CLASSES);
  }

  /** Each of the outputs that tell people has its own library; how mails are made, two share. */
  @Test
  void mailAndSnsStayWithTheirOutputs() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.logboom.outputs.mail..", "io.logboom.outputs.smtp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.logboom.outputs.sns..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk.services.sns..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.logboom.outputs.ses..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk.services.ses..")
        .check(CLASSES);
  }

  /**
   * Filters compute, anywhere and as often as one likes; a plugin may ask the host for its name.
   * The classes that read and write addresses and URLs as texts stand beside those that connect.
   */
  @Test
  void filtersTouchNeitherFilesNorNetwork() {
    noClasses()
        .that()
        .resideInAPackage("io.logboom.filters..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "javax.net..",
                    "com.sun..",
                    "io.netty..",
                    "software.amazon..")
                .and(
                    not(
                        belongToAnyOf(
                            InetAddress.class,
                            Inet6Address.class,
                            UnknownHostException.class,
                            URLDecoder.class,
                            URLEncoder.class))))
        .check(CLASSES);
  }

  /**
   * The folder's other classes are free to change: what the engine needs is the Plugin and its
   * record.
   */
  @Test
  void pluginsShowTheirPluginAndItsConfigAlone() {
    classes()
        .that()
        .areTopLevelClasses()
        .and(describe("of a plugin", ArchitectureTest::isOfPlugin))
        .and()
        .haveSimpleNameNotEndingWith("Plugin")
        .and()
        .haveSimpleNameNotEndingWith("Config")
        .and(not(describe("the type of an option", ArchitectureTest::isOption)))
        .should()
        .notBePublic()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  /** A name that fits everything says nothing. */
  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
        .orShould()
        .haveNameMatching(".*[.$](Abstract|Base)[A-Z][A-Za-z0-9]*")
        .orShould()
        .haveNameMatching(".*Base")
        .check(CLASSES);
  }

  /**
   * A value is asked for by its name: {@code batch.size()}. What others' interfaces demand is
   * theirs.
   */
  @Test
  void accessorsHaveNoGetPrefix() {
    methods()
        .that()
        .arePublic()
        .and(not(describe("demanded by others' types", ArchitectureTest::isDemanded)))
        .should()
        .haveNameNotMatching("get[A-Z].*")
        .check(CLASSES);
  }

  /**
   * Standard output belongs to events; the command line and the stdout output are who may write to
   * it.
   */
  @Test
  void standardOutputBelongsToEvents() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.logboom.core.cli..", "io.logboom.outputs.stdout..")
        .should()
        .accessField(System.class, "out")
        .check(CLASSES);
  }

  @Test
  void concreteClassesAreFinal() {
    classes()
        .that(describe("concrete", ArchitectureTest::isConcrete))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  /** ServiceLoader finds what META-INF/services names; a plugin nobody names is dead. */
  @Test
  void everyPluginIsDeclared() throws IOException {
    var declared = new ArrayList<String>();
    var files = getClass().getClassLoader().getResources("META-INF/services/io.logboom.spi.Plugin");
    for (URL file : Collections.list(files)) {
      try (var in = file.openStream()) {
        new String(in.readAllBytes(), UTF_8).lines().map(String::strip).forEach(declared::add);
      }
    }
    assertThat(CLASSES.stream().filter(ArchitectureTest::isPlugin).map(JavaClass::getName))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(declared).contains(name));
  }

  private static boolean isPlugin(JavaClass type) {
    return type.isAssignableTo(Plugin.class)
        && !type.isInterface()
        && type.getPackageName().matches("io\\.logboom\\.(inputs|filters|outputs)\\..*");
  }

  private static boolean isOption(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .anyMatch(dependency -> dependency.getOriginClass().getSimpleName().endsWith("Config"));
  }

  private static boolean isOfPlugin(JavaClass type) {
    return type.getPackage().getClasses().stream().anyMatch(ArchitectureTest::isPlugin);
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface()
        && !type.isEnum()
        && !type.isAnonymousClass()
        && !type.getSimpleName().equals("package-info")
        && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }

  private static boolean isDemanded(JavaMethod method) {
    return Stream.concat(
            method.getOwner().getAllRawSuperclasses().stream(),
            method.getOwner().getAllRawInterfaces().stream())
        .filter(type -> !type.getPackageName().startsWith("io.logboom"))
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(theirs -> theirs.getName().equals(method.getName()));
  }
}
