"""Writes metrics_golden.json: labels, probabilities and the figures that follow from the definitions.

Independent of the library on purpose: AUC by counting pairs, average precision by walking every threshold,
Wilson's interval as the roots of its quadratic, Newcombe's as the roots of a quartic.
Run: python3 metrics_golden.py (needs numpy).
"""
import json
import os

import numpy as np

Z = 1.959963984540054


def wilson(hits, n):
    p = hits / n
    ends = np.roots([1 + Z * Z / n, -(2 * p + Z * Z / n), p * p]).real
    return [float(max(0, min(ends))), float(min(1, max(ends)))]


def f1_interval(tp, errors):
    return [2 * j / (1 + j) for j in wilson(tp, tp + errors)]


def newcombe(auc, m, n):
    x = np.polynomial.Polynomial([0, 1])
    star = (m + n) / 2 - 1
    frame = (2 - x) * (1 + x)
    score = (auc - x) ** 2 * (m * n) * frame
    variance = Z * Z * x * (1 - x) * (frame + star * ((1 - x) * (1 + x) + x * (2 - x)))
    roots = [r.real for r in (score - variance).roots() if abs(r.imag) < 1e-7 and -1e-9 <= r.real <= 1 + 1e-9]
    low = min(roots) if auc > 0 else 0.0
    high = max(roots) if auc < 1 else 1.0
    return [float(max(0, low)), float(min(1, high))]


def mean_interval(values, intervals):
    mean = float(np.mean(values))
    below = np.sqrt(sum((v - i[0]) ** 2 for v, i in zip(values, intervals))) / len(values)
    above = np.sqrt(sum((i[1] - v) ** 2 for v, i in zip(values, intervals))) / len(values)
    return [float(max(0, mean - below)), float(min(1, mean + above))]


def auc(scores, positive):
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[positive] for b in scores[~positive]]
    return float(np.mean(pairs))


def average_precision(scores, positive):
    total, recall_before = 0.0, 0.0
    for threshold in sorted(set(scores.tolist()), reverse=True):
        called = scores >= threshold
        recall = (called & positive).sum() / positive.sum()
        total += (recall - recall_before) * (called & positive).sum() / called.sum()
        recall_before = recall
    return float(total)


def one_versus_rest(scores, positive, predicted):
    tp, fp = int((predicted & positive).sum()), int((predicted & ~positive).sum())
    fn, tn = int((~predicted & positive).sum()), int((~predicted & ~positive).sum())
    area, ap = auc(scores, positive), average_precision(scores, positive)
    n = int(positive.sum())
    return {
        "precision": [tp / (tp + fp), wilson(tp, tp + fp)],
        "recall": [tp / (tp + fn), wilson(tp, tp + fn)],
        "f1": [2 * tp / (2 * tp + fp + fn), f1_interval(tp, fp + fn)],
        "specificity": [tn / (tn + fp), wilson(tn, tn + fp)],
        "auc": [area, newcombe(area, n, int((~positive).sum()))],
        "averagePrecision": [ap, wilson(ap * n, n)],
    }


def average(parts, name):
    values, intervals = [p[name][0] for p in parts], [p[name][1] for p in parts]
    return [float(np.mean(values)), mean_interval(values, intervals)]


def binary(name, rng, n, digits, threshold, gap):
    labels = rng.integers(0, 2, n)
    scores = np.round(1 / (1 + np.exp(-rng.normal(gap * (labels - 0.5), 1))), digits)
    predicted = scores >= threshold
    figures = one_versus_rest(scores, labels == 1, predicted)
    negatives = one_versus_rest(-scores, labels == 0, ~predicted)
    right = int((predicted == (labels == 1)).sum())
    figures["accuracy"] = [right / n, wilson(right, n)]
    figures["balancedAccuracy"] = average([negatives, figures], "recall")
    return {"name": name, "classes": ["Negative", "Positive"], "threshold": threshold, "labels": labels.tolist(),
            "probabilities": scores.tolist(), "figures": figures}


def many(name, rng, n, classes):
    labels = rng.integers(0, classes, n)
    logits = rng.normal(0, 1, (n, classes))
    logits[np.arange(n), labels] += 1.2
    scores = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    scores = np.round(scores, 3)
    winners = scores.argmax(1)
    parts = [one_versus_rest(scores[:, c], labels == c, winners == c) for c in range(classes)]
    figures = {key: average(parts, key) for key in parts[0]}
    right = int((winners == labels).sum())
    figures["accuracy"] = [right / n, wilson(right, n)]
    figures["balancedAccuracy"] = figures["recall"]
    return {"name": name, "classes": [f"class{c}" for c in range(classes)], "threshold": 0.5,
            "labels": labels.tolist(), "probabilities": scores.ravel().tolist(), "figures": figures}


rng = np.random.default_rng(7)
cases = [
    binary("ties", rng, 40, 1, 0.5, 2),
    binary("fine", rng, 150, 4, 0.35, 3),
    binary("perfect", rng, 30, 3, 0.5, 14),
    many("four", rng, 60, 4),
]
with open(os.path.join(os.path.dirname(__file__), "metrics_golden.json"), "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
