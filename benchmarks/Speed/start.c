/* SPDX-License-Identifier: MIT */
/* COUNT PROGRAM ARGUMENT...: starts a program COUNT times; prints the milliseconds of each from fork to exit, then its most memory, VmHWM in kB. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static pid_t start(char **program, int traced)
{
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 1);
        if (traced) {
            ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        }
        execv(program[0], program);
        _exit(127);
    }
    return child;
}

static long most_memory(pid_t child)
{
    char path[64], line[256];
    long kilobytes = -1;
    snprintf(path, sizeof path, "/proc/%d/status", (int)child);
    FILE *status = fopen(path, "r");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        sscanf(line, "VmHWM: %ld", &kilobytes);
    }
    if (status != NULL) {
        fclose(status);
    }
    return kilobytes;
}

/* The kernel stops the child where it exits, with its memory still there: the only moment at which its most is known. */
static long memory_at_exit(char **program)
{
    int status;
    long kilobytes = -1;
    pid_t child = start(program, 1);
    waitpid(child, &status, 0);
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(long)PTRACE_O_TRACEEXIT);
    ptrace(PTRACE_CONT, child, NULL, NULL);
    while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
        int isExit = status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8));
        if (isExit) {
            kilobytes = most_memory(child);
        }
        ptrace(PTRACE_CONT, child, NULL, (void *)(long)(isExit || WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status)));
    }
    return kilobytes;
}

int main(int argc, char **argv)
{
    int count = argc > 2 ? atoi(argv[1]) : 0;
    for (int i = 0; i < count; i++) {
        int status;
        double begin = now();
        pid_t child = start(argv + 2, 0);
        if (waitpid(child, &status, 0) != child || status != 0) {
            fprintf(stderr, "%s failed\n", argv[2]);
            return 1;
        }
        printf("%.3f\n", now() - begin);
    }
    printf("%ld\n", memory_at_exit(argv + 2));
    return 0;
}
